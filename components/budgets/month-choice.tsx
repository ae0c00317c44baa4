import Form from "next/form";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { SegmentLinks, type Tab } from "@/components/ui/tabs";

/** The months that are asked for most, and any other. */
export function MonthChoice({
  action,
  month,
  last,
  tabs,
}: {
  action: string;
  month: string;
  last: string;
  tabs: Tab[];
}) {
  return (
    <Form key={month} className="filters" action={action} scroll={false}>
      <SegmentLinks label="Month" tabs={tabs} />
      <Input
        frame="bar"
        className="day"
        type="month"
        name="month"
        aria-label="Any month"
        placeholder="YYYY-MM"
        defaultValue={month}
        max={last}
      />
      <Button type="submit">Show</Button>
    </Form>
  );
}
