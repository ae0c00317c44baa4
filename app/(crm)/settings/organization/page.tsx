import type { Metadata } from "next";
import { changeOrganizationAction } from "@/app/_actions/organization";
import { requireContext } from "@/app/_adapters/session";
import { OrganizationForm } from "@/components/settings/organization-form";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { REGIONS } from "@/lib/contact-points/rules";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { TIMEZONES } from "@/lib/core/time";
import { CURRENCIES } from "@/lib/deals/currency-rules";
import { getOrganization } from "@/lib/home/queries";

export const metadata: Metadata = { title: "Organization" };

export default async function OrganizationPage() {
  const ctx = await requireContext();
  const organization = await read(ctx, "analytics:read", getOrganization);
  return (
    <>
      <TopBar title="Organization" />
      <SettingsTabs />
      <div className="scroll">
        <OrganizationForm
          organization={organization}
          mayChange={mayDo(ctx.actor.role, ctx.actor.scopes, "settings:write")}
          choices={{
            timezones: named(TIMEZONES, (zone) => zone.replaceAll("_", " ")),
            regions: named(REGIONS, (code) => `${regionNames.of(code)} (${code})`),
            currencies: named(CURRENCIES, (code) => `${currencyNames.of(code)} (${code})`),
          }}
          change={changeOrganizationAction}
        />
      </div>
    </>
  );
}

const regionNames = new Intl.DisplayNames("en", { type: "region" });
const currencyNames = new Intl.DisplayNames("en", { type: "currency" });

const named = (codes: readonly string[], nameOf: (code: string) => string) =>
  codes
    .map((value) => ({ value, label: nameOf(value) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, "en"));
