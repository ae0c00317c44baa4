export * from "./accounts";
export * from "./communications";
export * from "./companies";
export * from "./events";
export * from "./leads";
export * from "./notifications";
export * from "./organizations";
export * from "./outreach";
