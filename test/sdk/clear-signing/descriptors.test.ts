import { expect } from "chai";
import { FunctionFragment, id, Interface, type ParamType, TypedDataEncoder } from "ethers";

import type { AbiItem } from "../../../sdk/chain/abi.js";
import { ENUMS } from "../../../sdk/chain/index.js";
import { SUITE_WORDS } from "../../../sdk/clear-signing/contracts.js";
import { clearSigning, type Descriptor, type Field, type Format, SCHEMA } from "../../../sdk/clear-signing/index.js";
import { GATE_PROOF_TYPES } from "../../../sdk/release/index.js";
import { PLACE } from "./place.js";

const FILES = clearSigning(PLACE);

/** All fields with their whole paths, out of their groups. */
function flat(fields: Format["fields"], base = ""): Field[] {
  return fields.flatMap((field) => {
    const path = base + field.path;
    return "fields" in field ? flat(field.fields, `${path}.`) : [{ ...field, path }];
  });
}

/** The path of each value of these parameters, with its type. */
function leaves(parameters: readonly ParamType[], base = ""): [path: string, type: string][] {
  return parameters.flatMap((parameter): [string, string][] => {
    const item = parameter.arrayChildren ?? parameter;
    const path = base + parameter.name + (parameter.isArray() ? ".[]" : "");
    return item.isTuple() ? leaves(item.components, `${path}.`) : [[path, item.type]];
  });
}

/** The formats of all calls, with the function that each is for. */
function calls(): { place: string; key: string; format: Format; fragment: FunctionFragment; descriptor: Descriptor }[] {
  return Object.entries(FILES)
    .filter(([file]) => file.startsWith("calldata-"))
    .flatMap(([file, descriptor]) =>
      Object.entries(descriptor.display.formats).map(([key, format]) => ({
        place: `${file} ${key}`,
        key,
        format,
        fragment: FunctionFragment.from(`function ${key}`),
        descriptor,
      })),
    );
}

/** The functions of a contract that change something and have words. */
function selectors(abi: readonly AbiItem[], skipped: (name: string) => boolean): string[] {
  const found: string[] = [];
  Interface.from(abi).forEachFunction(({ constant, name, selector }) => {
    if (!constant && !skipped(name)) found.push(selector);
  });
  return found.sort();
}

describe("descriptors by ERC-7730", () => {
  it("are one for the calls of each contract that wallets sign for, and one for each message", () => {
    expect(Object.keys(FILES)).to.have.members([
      "calldata-AccessManager.json",
      "calldata-Agency.json",
      "calldata-Consortium.json",
      "calldata-ConsortiumGovernor.json",
      "calldata-Guardians.json",
      "calldata-TimelockController.json",
      "calldata-BillOfLading.json",
      "calldata-ReleaseRegistry.json",
      "calldata-Charges.json",
      "calldata-PickUp.json",
      "eip712-Agency.json",
      "eip712-ConsortiumGovernor.json",
      "eip712-PickUp.json",
    ]);
    for (const [file, { $schema }] of Object.entries(FILES)) expect($schema, file).to.equal(SCHEMA);
  });

  it("are bound to the contract on its chain", () => {
    const { PickUp } = PLACE.contracts;
    const deployments = [{ chainId: 31_337, address: PickUp }];
    expect(FILES["calldata-PickUp.json"]?.context).to.deep.equal({ $id: "Bollard PickUp", contract: { deployments } });
    expect(FILES["eip712-PickUp.json"]?.context).to.deep.equal({
      $id: "Bollard PickUp",
      eip712: { domain: { name: "Bollard PickUp", version: "1" }, deployments },
    });
  });

  it("have exactly the functions that change something and that no contract calls", () => {
    for (const [name, contract] of Object.entries(SUITE_WORDS)) {
      if ("unsigned" in contract) continue;
      const isUnsigned = (fn: string) => {
        const words = contract.words[fn];
        return words !== undefined && "calledBy" in words;
      };
      const described = Object.keys(FILES[`calldata-${name}.json`]?.display.formats ?? {});
      const found = described.map((key) => FunctionFragment.from(`function ${key}`).selector);
      expect(found.sort(), name).to.deep.equal(selectors(contract.abi, isUnsigned));
    }
  });

  it("leave only to contracts what contracts call", () => {
    const unsigned = Object.entries(SUITE_WORDS).flatMap(([name, contract]) =>
      "unsigned" in contract
        ? []
        : Object.entries(contract.words).flatMap(([fn, words]) => ("calledBy" in words ? [`${name}.${fn}`] : [])),
    );
    expect(unsigned).to.have.members([
      "Agency.setAuthority",
      "Agency.connectSubjects",
      "AccessManager.consumeScheduledOp",
      "Consortium.setAuthority",
      "ConsortiumGovernor.onERC721Received",
      "ConsortiumGovernor.onERC1155Received",
      "ConsortiumGovernor.onERC1155BatchReceived",
      "Guardians.setAuthority",
      "TimelockController.onERC721Received",
      "TimelockController.onERC1155Received",
      "TimelockController.onERC1155BatchReceived",
      "TimelockController.schedule",
      "TimelockController.scheduleBatch",
      "TimelockController.execute",
      "TimelockController.executeBatch",
      "TimelockController.cancel",
      "BillOfLading.setAuthority",
      "BillOfLading.markDelivery",
      "ReleaseRegistry.setAuthority",
      "ReleaseRegistry.connectCharges",
      "ReleaseRegistry.setOwed",
      "ReleaseRegistry.setPaidThrough",
      "ReleaseRegistry.recordBooking",
      "ReleaseRegistry.recordBookingEnd",
      "ReleaseRegistry.recordGateIn",
      "Charges.setAuthority",
    ]);
  });

  it("have one field for every value of a call, and no other", () => {
    for (const { place, format, fragment } of calls()) {
      const paths = flat(format.fields).map(({ path }) => path);
      expect(paths, place).to.have.members(leaves(fragment.inputs).map(([path]) => path));
      expect(new Set(paths).size, place).to.equal(paths.length);
    }
  });

  it("show every time as a date or a duration, and every account as an account", () => {
    for (const { place, format, fragment } of calls()) {
      const formats = new Map(flat(format.fields).map(({ path, format }) => [path, format]));
      for (const [path, type] of leaves(fragment.inputs)) {
        if (["uint40", "uint48"].includes(type))
          expect(formats.get(path), `${place} ${path}`).to.be.oneOf(["date", "duration"]);
        if (type === "address")
          expect(formats.get(path), `${place} ${path}`).to.be.oneOf(["addressName", "tokenTicker"]);
      }
    }
  });

  it("leave out nothing but proofs that the contract checks", () => {
    const left = calls().flatMap(({ fragment, format }) =>
      flat(format.fields)
        .filter(({ visible }) => visible === "never")
        .map(({ path }) => `${fragment.name} ${path}`),
    );
    expect(left).to.have.members([
      "payWithPermit v",
      "payWithPermit r",
      "payWithPermit s",
      "gateIn signature",
      "actSigned signature",
      "castVoteBySig signature",
      "castVoteWithReasonAndParamsBySig signature",
      ..."qx qy proof.r proof.s proof.challengeIndex proof.typeIndex proof.authenticatorData proof.clientDataJSON"
        .split(" ")
        .map((path) => `gateInWithPasskey ${path}`),
    ]);
  });

  it("refer to enums, constants and tokens that are there", () => {
    for (const { place, format, fragment, descriptor } of calls()) {
      const types = new Map(leaves(fragment.inputs));
      const { enums, constants } = descriptor.metadata;
      for (const { path, params = {} } of flat(format.fields)) {
        const { $ref, collection, tokenPath, calleePath } = params;
        if (typeof $ref === "string")
          expect(enums, `${place} ${path}`).to.have.property($ref.replace("$.metadata.enums.", ""));
        if (typeof collection === "string") {
          expect(constants, `${place} ${path}`).to.have.property(collection.replace("$.metadata.constants.", ""));
        }
        if (typeof tokenPath === "string") {
          expect(types.get(tokenPath.replace("#.", "")), `${place} ${path}`).to.equal("address");
        }
        if (typeof calleePath === "string" && calleePath !== "@.to") {
          const target = calleePath.startsWith("#.") ? calleePath.slice(2) : path.replace(/\w+$/, calleePath);
          expect(types.get(target), `${place} ${path}`).to.equal("address");
        }
      }
    }
  });

  it("have every code of the enums that they use, and no enum that they do not", () => {
    for (const [file, { metadata, display }] of Object.entries(FILES)) {
      const used = Object.values(display.formats).flatMap(({ fields }) =>
        flat(fields).map(({ params }) => params?.["$ref"]),
      );
      for (const [name, words] of Object.entries(metadata.enums)) {
        expect(used, file).to.include(`$.metadata.enums.${name}`);
        const codes = Object.entries(ENUMS).find(([known]) => known === name)?.[1];
        if (codes !== undefined) expect(Object.keys(words), name).to.deep.equal(Object.values(codes).map(String));
        else expect(name).to.equal("Roles");
      }
    }
  });

  it("have in a sentence every value that is shown", () => {
    let sentences = 0;
    for (const { place, format } of calls()) {
      if (format.interpolatedIntent === undefined) continue;
      sentences += 1;
      for (const { path, visible } of flat(format.fields)) {
        if (visible !== "never") expect(format.interpolatedIntent, place).to.include(`{${path}}`);
      }
    }
    expect(sentences).to.be.greaterThan(30);
  });

  it("refer within a list to the same struct, and from it to what stands outside", () => {
    const group = (file: string, signature: string) => {
      const formats = Object.entries(FILES[file]?.display.formats ?? {});
      const [, format] = formats.find(([key]) => key.startsWith(signature)) ?? [];
      return format?.fields.flatMap((field) => ("fields" in field ? field.fields : [])) ?? [];
    };
    const act = { path: "data", label: "Act", format: "calldata", params: { calleePath: "target" } };
    expect(group("calldata-Agency.json", "actAll(")).to.deep.include(act);
    const rate = { path: "dailyRate", label: "Per day", format: "tokenAmount", params: { tokenPath: "#.token" } };
    expect(group("calldata-Charges.json", "startClock(")).to.deep.include(rate);
  });

  it("have each message under the type that its contract hashes", () => {
    const types = (file: string) => Object.keys(FILES[file]?.display.formats ?? {});
    expect(types("eip712-PickUp.json")).to.deep.equal([
      TypedDataEncoder.from(GATE_PROOF_TYPES).encodeType("GateProof"),
    ]);
    expect(types("eip712-Agency.json")).to.deep.equal([
      "SignedRequest(uint32 principal,address agent,address target,bytes data,uint256 nonce,uint40 deadline)",
    ]);
    expect(types("eip712-ConsortiumGovernor.json").map(id)).to.deep.equal([
      // BALLOT_TYPEHASH and EXTENDED_BALLOT_TYPEHASH of OpenZeppelin's Governor.
      "0xf2aad550cf55f045cb27e9c559f9889fdfb6e6cdaa032301d6ea397784ae51d7",
      "0x3e83946653575f9a39005e1545185629e92736b7528ab20ca3816f315424a811",
    ]);
  });

  it("have one field for every value of a message", () => {
    for (const [file, { display }] of Object.entries(FILES)) {
      if (!file.startsWith("eip712-")) continue;
      for (const [type, { fields }] of Object.entries(display.formats)) {
        const [, members = ""] = /^\w+\((.*)\)$/.exec(type) ?? [];
        const names = members.split(",").map((member) => member.split(" ")[1]);
        expect(
          flat(fields).map(({ path }) => path),
          type,
        ).to.have.members(names);
      }
    }
  });
});
