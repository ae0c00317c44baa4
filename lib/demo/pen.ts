import type { Calendar } from "./calendar";
import { chanceOf } from "./chance";
import { newDesk } from "./desk";
import type { LeadPlan } from "./people";

/** Writes one lead's story forward through working days. */
export type Pen = ReturnType<typeof newPen>;

const dayEnds = 22 * 60;

/** `start` in working days before today. */
export function newPen(plan: LeadPlan, calendar: Calendar, start: number) {
  const chance = chanceOf(`story of ${plan.key}`);
  const [opens, closes] = plan.company.place.hours;
  let day = start;
  let minute = chance.between(opens, closes);
  let by = plan.formerly ?? plan.by;
  const desk = newDesk(
    plan,
    [],
    () => calendar.workday(day, minute),
    () => by,
  );
  const later = (least: number, most: number) => {
    day -= chance.between(least, most);
    minute = chance.between(opens, closes);
  };
  const soon = (least: number, most: number) => {
    minute += chance.between(least, most);
    if (minute <= dayEnds) return;
    day -= 1;
    minute = opens + chance.between(0, 50);
  };
  const handOver = () => {
    if (!plan.formerly) return;
    by = plan.by;
    desk.steps.push({ kind: "owner", at: desk.at(), by: "manager", owner: plan.owner });
  };
  return { ...desk, chance, day: () => day, later, soon, handOver };
}
