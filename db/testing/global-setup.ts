import type { TestProject } from "vitest/node";
import { startTestServer, type TestServer } from "@/db/testing/test-server";

declare module "vitest" {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

export async function setup(project: TestProject): Promise<void> {
  const { server } = await startTestServer();
  project.provide("testServer", server);
}
