import { getAddress, toBeHex } from "ethers";

import type { SuiteAddresses } from "../../../sdk/chain/index.js";

const at = (n: number) => getAddress(toBeHex(n, 20));

/** Where a suite might be. */
export const PLACE = {
  chainId: 31_337,
  contracts: {
    AccessManager: at(0xa1),
    Consortium: at(0xa2),
    BillAmendments: at(0xa3),
    BillOfLading: at(0xa4),
    ReleaseCasework: at(0xa5),
    ReleaseRegistry: at(0xa6),
    Charges: at(0xa7),
    PickUp: at(0xa8),
    Agency: at(0xa9),
    Subjects: at(0xb1),
    TimelockController: at(0xb2),
    ConsortiumGovernor: at(0xb3),
    Guardians: at(0xb4),
  } satisfies SuiteAddresses,
};
