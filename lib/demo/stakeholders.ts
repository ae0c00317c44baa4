import { addStakeholder } from "@/lib/stakeholders/add-stakeholder";
import type { Calendar } from "./calendar";
import { onceFree } from "./once-free";
import type { Stage } from "./teller";

const ofInes = [
  {
    first_name: "Warren",
    last_name: "Pike",
    title: "Board member",
    email: "warren.pike@larkfield.example",
    role: "Signs the contract",
    influence: "decides",
    is_primary: true,
  },
  {
    first_name: "Lucia",
    last_name: "Marsh",
    title: "Assistant to the board",
    phone: "+1 617 555 0177",
    role: "Keeps the dates",
  },
];

/** Who else decides at Larkfield, as Dana learned it. */
export async function tellStakeholders(stage: Stage, calendar: Calendar, leadId: string | undefined): Promise<void> {
  for (const [index, person] of ofInes.entries()) {
    const ctx = stage.as("rep1", calendar.workday(3, 700 + 12 * index), `stakeholder ${index}`);
    await onceFree(() => addStakeholder(ctx, { ...person, lead_id: leadId }));
  }
}
