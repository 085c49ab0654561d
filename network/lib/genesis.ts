import { BLOCK_GAS, DENOM } from "./settings.js";

/** An account that exists from the first block. */
export interface GenesisAccount {
  /** bech32 */
  address: string;
  /** atest */
  balance: bigint;
}

/** The parts of the node's genesis file that a chain of equal authorities sets. All else stays as the node writes it. */
export interface Genesis {
  consensus: { params: { block: { max_gas: string } } };
  app_state: {
    auth: { accounts: unknown[] };
    bank: { balances: unknown[]; denom_metadata: unknown[] };
    evm: { params: Record<string, unknown> };
    feemarket: { params: Record<string, unknown> };
    gov: { params: Record<string, unknown> };
    mint: { minter: Record<string, unknown>; params: Record<string, unknown> };
    slashing: { params: Record<string, unknown> };
    staking: { params: Record<string, unknown> };
  };
}

/** The node's own contracts for staking and for return after absence: how a validator joins, leaves and comes back. */
export const STAKING_CONTRACT = "0x0000000000000000000000000000000000000800";
export const SLASHING_CONTRACT = "0x0000000000000000000000000000000000000806";

const ZERO = "0.000000000000000000";

/** When a validator that signs nothing is set aside. */
export interface Absence {
  /** blocks of which it must sign 5 % */
  window: number;
  /** a duration such as `60s` before it may come back */
  pause: string;
}

/** Changes `genesis` in place: equal validators, no price for gas, no new coins, no fine for absence. */
export function makeAuthorityGenesis(genesis: Genesis, accounts: GenesisAccount[], absence: Absence): void {
  const { consensus, app_state: app } = genesis;
  consensus.params.block.max_gas = BLOCK_GAS.toString();

  Object.assign(app.evm.params, { evm_denom: DENOM, active_static_precompiles: [STAKING_CONTRACT, SLASHING_CONTRACT] });
  Object.assign(app.feemarket.params, { no_base_fee: true, base_fee: ZERO, min_gas_price: ZERO });

  // No inflation: stakes, and with them votes, stay equal for ever.
  Object.assign(app.mint.minter, { inflation: ZERO });
  Object.assign(app.mint.params, {
    mint_denom: DENOM,
    inflation_rate_change: ZERO,
    inflation_max: ZERO,
    inflation_min: ZERO,
  });
  app.staking.params.bond_denom = DENOM;
  Object.assign(app.slashing.params, {
    signed_blocks_window: absence.window.toString(),
    min_signed_per_window: "0.050000000000000000",
    downtime_jail_duration: absence.pause,
    slash_fraction_downtime: ZERO,
  });
  for (const deposit of ["min_deposit", "expedited_min_deposit"]) {
    for (const coin of app.gov.params[deposit] as { denom: string }[]) coin.denom = DENOM;
  }

  app.bank.denom_metadata = [
    {
      description: "Weighs validators; buys nothing",
      denom_units: [
        { denom: DENOM, exponent: 0, aliases: [] },
        { denom: "test", exponent: 18, aliases: [] },
      ],
      base: DENOM,
      display: "test",
      name: "Stake",
      symbol: "TEST",
      uri: "",
      uri_hash: "",
    },
  ];
  for (const { address, balance } of accounts) {
    app.auth.accounts.push({
      "@type": "/cosmos.auth.v1beta1.BaseAccount",
      address,
      pub_key: null,
      account_number: "0",
      sequence: "0",
    });
    app.bank.balances.push({ address, coins: [{ denom: DENOM, amount: balance.toString() }] });
  }
}
