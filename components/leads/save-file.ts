/** Hands a text to the browser's downloads. */
export const saveFile = (name: string, text: string): void =>
  saveBlob(name, new Blob([text], { type: "application/json" }));

/** Hands a file that came as an answer to the browser's downloads, under the name that the answer gives it. */
export const saveAnswer = async (answer: Response): Promise<void> =>
  saveBlob(
    /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "file",
    await answer.blob(),
  );

function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
