"use client";

import { useRouter } from "next/navigation";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Problem } from "@/lib/guard/schema";
import type { SavedView } from "@/lib/saved-views/schema";
import { viewHref } from "./lead-query";

type Result<O> = Promise<{ ok: true; output: O } | { ok: false; problem: Problem }>;
type Query = Record<string, string>;

/** The doors to saved views. */
export type ViewDoors = {
  save: (raw: unknown) => Result<SavedView>;
  update: (raw: unknown) => Result<SavedView>;
  remove: (raw: unknown) => Result<{ view_id: string }>;
  restore: (raw: unknown) => Result<SavedView>;
  setDefault: (raw: unknown) => Result<{ view_id: string | null }>;
};

export type ViewFields = { name: string; visibility: SavedView["visibility"] };

export type ViewActions = ReturnType<typeof useViewActions>;

const NOT_REACHED = { code: "UNAVAILABLE", detail: "The connection failed. Nothing was changed; try again." };

/** What can be done with views: each says what came of it, and offers to take it back. */
export function useViewActions(doors: ViewDoors) {
  const router = useRouter();
  const ask = async <O>(work: Result<O>): Promise<{ output?: O; problem?: Problem }> => {
    const answer = await work.catch(() => ({ ok: false as const, problem: NOT_REACHED }));
    return answer.ok ? { output: answer.output } : { problem: answer.problem };
  };
  const told = async <O>(work: Result<O>, then: (output: O) => void): Promise<void> => {
    const { output, problem } = await ask(work);
    if (problem) showProblem(problem.detail);
    else if (output) then(output);
  };
  return {
    /** Answers what stands against it, for the dialog. */
    saveNew: async (fields: ViewFields, query: Query): Promise<Problem | null> => {
      const { output, problem } = await ask(doors.save({ ...fields, query }));
      if (output) {
        router.push(viewHref(output));
        showToast({ message: `Saved as ${output.name}` });
      }
      return problem ?? null;
    },
    change: async (view: SavedView, fields: ViewFields): Promise<Problem | null> => {
      const { output, problem } = await ask(doors.update({ ...fields, view_id: view.id, if_version: view.version }));
      if (output) showToast({ message: `${output.name} is saved` });
      return problem ?? null;
    },
    saveChanges: (view: SavedView, query: Query) =>
      told(doors.update({ view_id: view.id, query, if_version: view.version }), (saved) => {
        const back = () =>
          told(doors.update({ view_id: view.id, query: view.query, if_version: saved.version }), () => {});
        showToast({ message: `${view.name} is saved`, onUndo: back });
      }),
    remove: (view: SavedView) =>
      told(doors.remove({ view_id: view.id }), () => {
        const back = () => told(doors.restore({ view_id: view.id }), (again) => router.push(viewHref(again)));
        router.push("/leads?view=all");
        showToast({ message: `${view.name} is deleted`, onUndo: back });
      }),
    setDefault: (view: SavedView | null) =>
      told(doors.setDefault({ view_id: view?.id ?? null }), () =>
        showToast({ message: view ? `Leads open with ${view.name} from now on` : "Leads open with all leads again" }),
      ),
  };
}
