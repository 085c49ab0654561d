import type { DcsaTransportDocument } from "./dcsa.js";
import transportDocumentSchema from "./schemas/TransportDocument.v3.0.3.schema.json" with { type: "json" };
import { schemaCheck } from "./validator.js";

/** Whether a value is a DCSA transport document 3.0.3. */
export const checkSchema = schemaCheck<DcsaTransportDocument>(transportDocumentSchema, "DCSA transport document 3.0.3");
