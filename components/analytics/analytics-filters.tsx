import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { CHANNELS } from "@/lib/outreach/schema";

export type AnalyticsFiltersProps = {
  from: string;
  to: string;
  method: string | null;
  userId: string | null;
  people: { id: string; name: string }[];
};

/** Days, channel and rep as an ordinary form: what is chosen stands in the address. */
export function AnalyticsFilters({ from, to, method, userId, people }: AnalyticsFiltersProps) {
  return (
    <form className="filters" action="/analytics/outreach">
      <Input frame="bar" type="date" name="from_date" aria-label="From day" defaultValue={from} max={to} />
      <Input frame="bar" type="date" name="to_date" aria-label="To day" defaultValue={to} />
      <Select
        frame="bar"
        name="method"
        aria-label="By which way"
        defaultValue={method ?? ""}
        options={[
          { value: "", label: "All channels" },
          ...CHANNELS.map((one) => ({ value: one, label: CHANNEL_NAMES[one] })),
        ]}
      />
      <Select
        frame="bar"
        name="user_id"
        aria-label="Rep"
        defaultValue={userId ?? ""}
        options={[{ value: "", label: "All reps" }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <Button type="submit">Show</Button>
    </form>
  );
}
