"use client";

import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";

/** Chooses a file, sends it as it is, and goes on to its columns. */
export function UploadFile() {
  const router = useRouter();
  const picker = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });
  const send = async (file: File | undefined) => {
    if (!file) return;
    setState({ busy: true, problem: null });
    const problem = await upload(file, (id) => router.push(`/imports/${id}`));
    setState({ busy: problem === null, problem });
    if (picker.current) picker.current.value = "";
  };
  return (
    <>
      <input
        ref={picker}
        className="sr-only"
        type="file"
        tabIndex={-1}
        aria-label="File of leads"
        accept=".csv,.tsv,.txt,.xlsx,text/csv"
        onChange={(event) => send(event.target.files?.[0])}
      />
      <Button variant="primary" icon={Upload} busy={state.busy} onClick={() => picker.current?.click()}>
        {state.busy ? "Reading the file" : "Import a file"}
      </Button>
      {state.problem ? (
        <div className="toast-place">
          <Note tone="bad">{state.problem}</Note>
        </div>
      ) : null}
    </>
  );
}

async function upload(file: File, done: (id: string) => void): Promise<string | null> {
  try {
    const response = await fetch(`/api/imports?name=${encodeURIComponent(file.name)}`, {
      method: "POST",
      body: file,
      headers: { "Content-Type": "application/octet-stream" },
    });
    const answer: { id?: string; detail?: string } = await response.json();
    if (!response.ok || !answer.id)
      return answer.detail?.replace(/^file: /, "") ?? "The file could not be read. Try again.";
    done(answer.id);
    return null;
  } catch {
    return "The file did not arrive. Check the connection and choose it again.";
  }
}
