import type { Metadata } from "next";
import { updateCompanyAction } from "@/app/_actions/companies";
import { loadCompany } from "@/app/_adapters/company-page";
import { isLostPlace, listPage } from "@/app/_adapters/list-page";
import { pageQuery, type SearchParams } from "@/app/_adapters/page-input";
import { CompanyFacts } from "@/components/companies/company-facts";
import { CompanyPeople } from "@/components/companies/company-people";
import { CompanyTouches } from "@/components/companies/company-touches";
import { TopBar } from "@/components/shell/top-bar";
import { ForwardPager } from "@/components/ui/forward-pager";

type Props = { params: Promise<{ companyId: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const asked = loadCompany((await params).companyId, pageQuery(await searchParams).cursor);
  return { title: await asked.then(({ company }) => company.name).catch(nameless) };
}

function nameless(error: unknown) {
  if (isLostPlace(error)) return "Company";
  throw error;
}

export default listPage(CompanyPage);

async function CompanyPage({ params, searchParams }: Props) {
  const { companyId } = await params;
  const { cursor } = pageQuery(await searchParams);
  const { ctx, company, people, touches, members, verdicts } = await loadCompany(companyId, cursor);
  return (
    <>
      <TopBar crumbs={[{ label: "Companies", href: "/companies" }]} title={company.name} note={company.domain} />
      <div className="cols">
        <div className="scroll">
          <CompanyPeople people={people} verdicts={verdicts} userId={ctx.actor.userId} />
          <ForwardPager
            label="Pages of people"
            query={cursor ? new URLSearchParams({ cursor }).toString() : ""}
            nextCursor={people.next_cursor}
          />
          <CompanyTouches touches={touches} userId={ctx.actor.userId} />
        </div>
        <CompanyFacts
          key={company.version}
          company={company}
          people={members.filter((one) => one.active).map(({ user_id: id, name }) => ({ id, name }))}
          update={updateCompanyAction.bind(null, companyId)}
        />
      </div>
    </>
  );
}
