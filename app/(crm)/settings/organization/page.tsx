import type { Metadata } from "next";
import { changeCalendarAction } from "@/app/_actions/calendar";
import { changeOrganizationAction } from "@/app/_actions/organization";
import { requireContext } from "@/app/_adapters/session";
import { CalendarForm } from "@/components/settings/calendar-form";
import { OrganizationForm } from "@/components/settings/organization-form";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { getCalendar } from "@/lib/calendar/queries";
import { REGIONS } from "@/lib/contact-points/rules";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { TIMEZONES } from "@/lib/core/time";
import { CURRENCIES } from "@/lib/deals/currency-rules";
import { getOrganization } from "@/lib/home/queries";

export const metadata: Metadata = { title: "Organization" };

export default async function OrganizationPage() {
  const ctx = await requireContext();
  const mayChange = mayDo(ctx.actor.role, ctx.actor.scopes, "settings:write");
  const { organization, calendar } = await read(ctx, "analytics:read", async (tx) => ({
    organization: await getOrganization(tx),
    calendar: await getCalendar(tx),
  }));
  return (
    <>
      <TopBar title="Organization" />
      <SettingsTabs />
      <div className="scroll">
        <OrganizationForm
          organization={organization}
          mayChange={mayChange}
          choices={{
            timezones: named(TIMEZONES, (zone) => zone.replaceAll("_", " ")),
            regions: named(REGIONS, (code) => `${regionNames.of(code)} (${code})`),
            currencies: named(CURRENCIES, (code) => `${currencyNames.of(code)} (${code})`),
          }}
          change={changeOrganizationAction}
        />
        <CalendarForm calendar={calendar} mayChange={mayChange} zone={ctx.timezone} change={changeCalendarAction} />
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
