"use client";

import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Enrollment } from "@/lib/enrollments/schema";

export type EnrollmentDoor = SettingsAction<{ enrollment_id: string }>;
export type EnrollmentDoors = { pause: EnrollmentDoor; resume: EnrollmentDoor; stop: EnrollmentDoor };

/** Hold it, let it go on, take them out: whatever is possible now. */
export function EnrollmentButtons({ enrollment, doors }: { enrollment: Enrollment; doors: EnrollmentDoors }) {
  const { id, status, lead } = enrollment;
  const after = (words: string) => () => showToast({ message: words });
  const pause = useAction(quiet(doors.pause), after(`${lead.name} is held`));
  const resume = useAction(quiet(doors.resume), after(`${lead.name} goes on`));
  const stop = useAction(quiet(doors.stop), after(`${lead.name} is out of the sequence`));
  if (!["active", "paused", "parked"].includes(status)) return null;
  const asked = { enrollment_id: id };
  return (
    <span className="row g8">
      {status === "active" ? (
        <Button size="small" busy={pause.busy} aria-label={`Pause ${lead.name}`} onClick={() => pause.run(asked)}>
          Pause
        </Button>
      ) : (
        <Button size="small" busy={resume.busy} aria-label={`Resume ${lead.name}`} onClick={() => resume.run(asked)}>
          Resume
        </Button>
      )}
      <Button size="small" busy={stop.busy} aria-label={`Stop ${lead.name}`} onClick={() => stop.run(asked)}>
        Stop
      </Button>
    </span>
  );
}

/** What was refused is told in a toast, since the row has no room for it. */
const quiet =
  (door: EnrollmentDoor): EnrollmentDoor =>
  async (input) => {
    const result = await door(input);
    if (!result.ok) showProblem(result.problem.detail);
    return result;
  };
