/** The dialog's form as the command's input; a limit that is no number goes on as it is, for the command to refuse. */
export function ruleIn(form: FormData): Record<string, unknown> {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const sources = text("sources")
    .split(",")
    .map((one) => one.trim());
  return {
    name: text("name"),
    active: form.has("active"),
    sources: sources.filter(Boolean),
    members: form.getAll("member").map((id) => ({ user_id: String(id), daily_cap: capOf(text(`cap.${id}`)) })),
    hours: form.has("timed")
      ? { from: text("from"), until: text("until"), weekdays: form.getAll("weekday").map(Number) }
      : null,
  };
}

const capOf = (typed: string) => (typed === "" ? null : Number(typed));
