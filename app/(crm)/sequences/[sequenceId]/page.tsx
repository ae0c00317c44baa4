import type { Metadata } from "next";
import {
  archiveSequenceAction,
  pauseSequenceAction,
  resumeSequenceAction,
  updateSequenceAction,
} from "@/app/_actions/sequences";
import type { SearchParams } from "@/app/_adapters/page-input";
import { loadSequence, SEQUENCE_TABS } from "@/app/_adapters/sequence-page";
import { SequenceTabPanel } from "@/app/_adapters/sequence-tab";
import { SequenceSwitch } from "@/components/sequences/sequence-switch";
import { TopBar } from "@/components/shell/top-bar";
import { Tabs } from "@/components/ui/tabs";

type Props = { params: Promise<{ sequenceId: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadSequence((await params).sequenceId)).sequence.name };
}

export default async function SequencePage({ params, searchParams }: Props) {
  const loaded = await loadSequence((await params).sequenceId);
  const { sequence, mayWrite } = loaded;
  const asked = await searchParams;
  const tab = SEQUENCE_TABS.find((one) => one === asked.tab) ?? "steps";
  const tabs = SEQUENCE_TABS.map((one) => ({
    label: { steps: "Steps", people: "People", results: "Results", versions: "Versions" }[one],
    href: `/sequences/${sequence.id}${one === "steps" ? "" : `?tab=${one}`}`,
    current: one === tab,
  }));
  return (
    <>
      <TopBar crumbs={[{ label: "Sequences", href: "/sequences" }]} title={sequence.name}>
        <SequenceSwitch
          {...{ sequence, mayWrite }}
          doors={{
            pause: pauseSequenceAction,
            resume: resumeSequenceAction,
            archive: archiveSequenceAction,
            name: updateSequenceAction,
          }}
        />
      </TopBar>
      <Tabs label="Sequence" tabs={tabs} />
      <div className="scroll">
        {sequence.description ? <p className="seq-purpose">{sequence.description}</p> : null}
        <SequenceTabPanel tab={tab} loaded={loaded} params={asked} />
      </div>
    </>
  );
}
