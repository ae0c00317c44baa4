import { Search } from "lucide-react";
import { Input } from "@/components/ui/input";

/** Finds companies by a part of the name or the beginning of the domain; a plain form, so that the search is in the address. */
export function CompanySearch({ q }: { q: string }) {
  return (
    <search>
      <form action="/companies">
        <Input
          key={q}
          frame="bar"
          icon={Search}
          type="search"
          name="q"
          defaultValue={q}
          placeholder="Name or domain"
          aria-label="Search companies"
          autoComplete="off"
        />
      </form>
    </search>
  );
}
