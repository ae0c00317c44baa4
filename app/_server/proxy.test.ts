import { NextRequest } from "next/server";
import { expect, it } from "vitest";
import { proxy } from "@/proxy";

it("an address that is no UTF-8 is nowhere, like any other that is not there, and every other one is left as it is", () => {
  const rewritten = (path: string) =>
    proxy(new NextRequest(`http://crm.test${path}`)).headers.get("x-middleware-rewrite");
  for (const path of ["/leads/%F0", "/leads/%F0%9F/changes", "/%", "/segments/%E4"])
    expect([path, rewritten(path)]).toEqual([path, "http://crm.test/nowhere"]);
  for (const path of ["/leads", "/leads/%C3%A9", "/leads?q=%F0", "/"])
    expect([path, rewritten(path)]).toEqual([path, null]);
});
