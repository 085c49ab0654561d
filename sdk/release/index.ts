/** From arrival to laden gate-out. */
export { GATE_PROOF_TYPES, gateProofDomain, signGateProof, truckCommitment, type GateProof } from "./gate-proof.js";
