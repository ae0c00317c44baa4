"use client";

import { useEffect, useState } from "react";
import { everyRow } from "@/components/ui/every-row";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Segment } from "@/lib/segments/schema";

/** The segments that who asks may see, by name. */
export function SegmentField({ error }: { error: string | null }) {
  const [segments, setSegments] = useState<Segment[] | "failed" | null>(null);
  useEffect(() => {
    let gone = false;
    void everyRow<Segment>("/api/segments").then((answer) => {
      if (!gone) setSegments(answer ?? "failed");
    });
    return () => {
      gone = true;
    };
  }, []);
  if (segments === "failed") return <p role="alert">The segments did not load. Close this and try again.</p>;
  if (segments?.length === 0) return <p>There is no segment yet. Make one under Segments first.</p>;
  const options = segments?.map(({ id, name }) => ({ value: id, label: name })) ?? [{ value: "", label: "Loading" }];
  return (
    <Field label="Segment" error={error}>
      {(ids) => <Select {...ids} key={options.length} name="segment_id" autoFocus options={options} />}
    </Field>
  );
}
