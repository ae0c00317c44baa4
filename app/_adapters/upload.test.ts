import { expect, it } from "vitest";
import { sentFile } from "./upload";

it("says of a file of nothing that it is empty, in words for whoever chose it", async () => {
  const nothing = sentFile(new Request("http://touchline.example/api/imports", { method: "POST" }));
  await expect(nothing).rejects.toThrow("This file is empty, or none came. Choose one that has something in it.");
});

it("takes no file that is packed on its way, for nobody would unpack it", async () => {
  const sent = (encoding: string) =>
    sentFile(
      new Request("http://touchline.example/api/imports", {
        method: "POST",
        body: "a",
        headers: { "content-encoding": encoding },
      }),
    );
  await expect(sent("gzip")).rejects.toMatchObject({
    code: "UNSUPPORTED_TYPE",
    detail: expect.stringContaining("Content-Encoding"),
  });
  await expect(sent("identity")).resolves.toMatchObject({ name: null });
});
