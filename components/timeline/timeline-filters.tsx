"use client";

import { ChevronDown, Search } from "lucide-react";
import { useRef } from "react";
import { ChannelIcon } from "@/components/outreach/channel-icon";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { Input } from "@/components/ui/input";
import { Menu } from "@/components/ui/menu";
import { useEarlyTyping } from "@/components/ui/use-early-typing";
import type { Touch } from "@/lib/communications/schema";
import { CHANNELS } from "@/lib/guard/channel-rules";
import type { Channel } from "@/lib/guard/schema";
import type { TouchFilter } from "./group-touches";

export type TimelineFiltersProps = {
  touches: readonly Touch[];
  filter: TouchFilter;
  onFilter: (change: Partial<TouchFilter>) => void;
};

/** By channel with counts, by rep, by direction, and a search inside. */
export function TimelineFilters({ touches, filter, onFilter }: TimelineFiltersProps) {
  const field = useRef<HTMLInputElement>(null);
  useEarlyTyping(field, filter.words, (words) => onFilter({ words }));
  const people = [...new Map(touches.flatMap((touch) => (touch.user ? [[touch.user.id, touch.user.name]] : [])))];
  const chosen = people.find(([id]) => id === filter.user)?.[1];
  return (
    <div className="tools">
      <ChannelButtons touches={touches} value={filter.channel} onChange={(channel) => onFilter({ channel })} />
      <Menu
        label="By whom"
        button={{ variant: "ghost", className: "wide", children: <MenuLabel text={chosen ?? "Anyone"} /> }}
        items={[[null, "Anyone"] as const, ...people].map(([id, name]) => ({
          id: id ?? "anyone",
          label: name ?? "",
          checked: filter.user === id,
          run: () => onFilter({ user: id ?? null }),
        }))}
      />
      <Menu
        label="In or out"
        button={{
          variant: "ghost",
          className: "wide",
          children: <MenuLabel text={WAYS[filter.direction ?? "both"] ?? ""} />,
        }}
        items={Object.entries(WAYS).map(([way, text]) => ({
          id: way,
          label: text,
          checked: (filter.direction ?? "both") === way,
          run: () => onFilter({ direction: way === "both" ? null : way }),
        }))}
      />
      <Menu
        label="What is shown"
        button={{ variant: "ghost", children: <MenuLabel text={shownWord(filter)} /> }}
        items={Object.entries(SHOWN).map(([show, text]) => ({
          id: show,
          label: text,
          checked: (filter.show ?? "notes") === show,
          run: () => onFilter({ show: show === "notes" ? null : show }),
        }))}
      />
      <span className="grow" />
      <Input
        ref={field}
        frame="bar"
        icon={Search}
        type="search"
        aria-label="Search timeline"
        placeholder="Search"
        value={filter.words}
        onChange={(event) => onFilter({ words: event.target.value })}
      />
    </div>
  );
}

const WAYS: Record<string, string> = { both: "In and out", outbound: "Out", inbound: "In" };

const SHOWN: Record<string, string> = { notes: "Touches and notes", touches: "Touches only", all: "Everything" };
const shownWord = ({ show }: TouchFilter) => SHOWN[show ?? "notes"] ?? "Touches and notes";

function MenuLabel({ text }: { text: string }) {
  return (
    <>
      {text} <ChevronDown className="i s" aria-hidden="true" />
    </>
  );
}

type ButtonsProps = { touches: readonly Touch[]; value: string | null; onChange: (channel: Channel | null) => void };

function ChannelButtons({ touches, value, onChange }: ButtonsProps) {
  const present = CHANNELS.filter((channel) => touches.some((touch) => touch.method === channel));
  return (
    <div className="seg">
      <button type="button" aria-pressed={value === null} onClick={() => onChange(null)}>
        All
      </button>
      {present.map((channel) => {
        const count = touches.filter((touch) => touch.method === channel).length;
        return (
          <button
            key={channel}
            type="button"
            aria-pressed={value === channel}
            aria-label={`Only ${CHANNEL_NAMES[channel]}, ${count}`}
            title={CHANNEL_NAMES[channel]}
            onClick={() => onChange(value === channel ? null : channel)}
          >
            <ChannelIcon channel={channel} size="s" />
            {count}
          </button>
        );
      })}
    </div>
  );
}
