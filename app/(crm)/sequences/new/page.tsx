import type { Metadata } from "next";
import { createSequenceAction } from "@/app/_actions/sequences";
import { NewSequence } from "@/components/sequences/new-sequence";
import { TopBar } from "@/components/shell/top-bar";

export const metadata: Metadata = { title: "New sequence" };

export default function NewSequencePage() {
  return (
    <>
      <TopBar crumbs={[{ label: "Sequences", href: "/sequences" }]} title="New sequence" />
      <div className="scroll">
        <NewSequence create={createSequenceAction} />
      </div>
    </>
  );
}
