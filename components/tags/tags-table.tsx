"use client";

import Link from "next/link";
import { useState } from "react";
import { leadHref } from "@/components/leads/lead-query";
import { Button } from "@/components/ui/button";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { reached } from "@/components/ui/reached";
import { Select } from "@/components/ui/select";
import { showProblem, showToast } from "@/components/ui/toast";
import { TAG_COLOURS, type Tag } from "@/lib/tags/schema";
import { TagChip } from "./tag-chip";
import { type TagDoors, TagEditDialog } from "./tag-edit-dialog";

/** Tags by name with how many leads have each; a manager colours, renames, merges and deletes them. */
export function TagsTable({ tags, doors }: { tags: Tag[]; doors: TagDoors | null }) {
  const [open, setOpen] = useState<Tag | null>(null);
  const columns = doors ? [...READING, ...changing(doors, setOpen)] : READING;
  return (
    <>
      <DataTable label="Tags" className="plain" rows={tags} rowKey={(one) => one.id} columns={columns} />
      {doors && open ? (
        <TagEditDialog key={open.id} tag={open} others={tags} doors={doors} close={() => setOpen(null)} />
      ) : null}
    </>
  );
}

const READING: TableColumn<Tag>[] = [
  { id: "name", header: "Tag", className: "c-name", cell: (one) => <TagChip name={one.name} colour={one.colour} /> },
  {
    id: "leads",
    header: "Leads",
    className: "num",
    width: "w-24",
    cell: (one) => (
      <Link
        href={leadHref({}, { tag: one.name, view: "all" })}
        prefetch={false}
        aria-label={`${one.leads.toLocaleString("en")} with the tag ${one.name}`}
      >
        {one.leads.toLocaleString("en")}
      </Link>
    ),
  },
];
const COLOURS = TAG_COLOURS.map((value) => ({ value, label: `${value[0]?.toUpperCase()}${value.slice(1)}` }));

const changing = (doors: TagDoors, open: (tag: Tag) => void): TableColumn<Tag>[] => [
  {
    id: "colour",
    header: "Colour",
    className: "wide",
    width: "w-48",
    cell: (one) => (
      <Select
        frame="bar"
        aria-label={`Colour of ${one.name}`}
        value={one.colour ?? "grey"}
        options={COLOURS}
        onChange={async (event) => {
          const result = await reached(doors.update({ tag_id: one.id, colour: event.target.value }));
          if (result.ok) showToast({ message: `${one.name} is ${event.target.value} now` });
          else showProblem(result.problem.detail);
        }}
      />
    ),
  },
  {
    id: "change",
    header: "",
    headerLabel: "Actions",
    width: "w-28",
    className: "end",
    cell: (one) => (
      <Button size="small" aria-label={`Change the tag ${one.name}`} onClick={() => open(one)}>
        Change
      </Button>
    ),
  },
];
