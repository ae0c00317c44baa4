import { notFound } from "next/navigation";
import { cache } from "react";
import { listMembers } from "@/lib/accounts/queries";
import { listPeopleAt, listTouchesAt } from "@/lib/companies/people-queries";
import { getCompany } from "@/lib/companies/queries";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { dotAnswers } from "@/lib/guard/verdict-rules";
import { assessLeads } from "@/lib/outreach/assess-lead";
import { checkIds } from "./asked";
import { requireContext } from "./session";

const shownTouches = 10;

/** What the page of a company and its title show, in one transaction per request; the not-found page when it is not here. */
export const loadCompany = cache(async (companyId: string, cursor: string | undefined) => {
  const ctx = await requireContext();
  try {
    checkIds({ id: companyId });
    return await read(ctx, "leads:read", async (tx) => {
      const [company, people, touches, members] = await Promise.all([
        getCompany(tx, companyId),
        listPeopleAt(tx, { id: companyId, limit: 50, cursor }),
        listTouchesAt(tx, companyId, shownTouches),
        listMembers(tx),
      ]);
      const leads = people.data.filter((one) => one.kind === "lead").map((one) => one.id);
      const answers = await assessLeads(tx, leads, ctx);
      const verdicts = Object.fromEntries(answers.map((one) => [one.lead_id, dotAnswers(one.channels)]));
      return { ctx, company, people, touches, members, verdicts };
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
});
