import type { Metadata } from "next";
import { previewModelAction, publishModelAction } from "@/app/_actions/scoring";
import { requireContext } from "@/app/_adapters/session";
import { PredictionPanel } from "@/components/scoring/prediction-panel";
import { ScoringForm } from "@/components/scoring/scoring-form";
import { VersionsTable } from "@/components/scoring/versions-table";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { getPredictions } from "@/lib/predictions/queries";
import { getScoring } from "@/lib/scoring/queries";

export const metadata: Metadata = { title: "Scoring" };

export default async function ScoringPage() {
  const ctx = await requireContext();
  const [scoring, predictions] = await read(ctx, "scoring:read", (tx) =>
    Promise.all([getScoring(tx), getPredictions(tx)]),
  );
  return (
    <>
      <TopBar title="Scoring" />
      <SettingsTabs />
      <div className="scroll">
        <ScoringForm
          key={scoring.model.version}
          scoring={scoring}
          mayChange={mayDo(ctx.actor.role, ctx.actor.scopes, "scoring:write")}
          publish={publishModelAction}
          preview={previewModelAction}
        />
        <VersionsTable versions={scoring.versions} />
        <PredictionPanel predictions={predictions} />
      </div>
    </>
  );
}
