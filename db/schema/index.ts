export * from "./accounts";
export * from "./communications";
export * from "./companies";
export * from "./drafts";
export * from "./events";
export * from "./leads";
export * from "./organizations";
export * from "./outreach";
