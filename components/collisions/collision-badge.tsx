import { Check, type LucideIcon, Pencil, TriangleAlert } from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { Collision } from "@/lib/collisions/schema";

const KINDS: Record<Collision["kind"], { label: string; tone: BadgeTone; icon: LucideIcon }> = {
  prevented: { label: "Prevented", tone: "free", icon: Check },
  overridden: { label: "Override", tone: "wait", icon: Pencil },
  escaped: { label: "Escaped", tone: "taken", icon: TriangleAlert },
};

/** Stopped in time, gone on knowingly, or found afterwards: picture, word and colour. */
export function CollisionBadge({ kind }: { kind: Collision["kind"] }) {
  const { label, tone, icon } = KINDS[kind];
  return (
    <Badge tone={tone} icon={icon}>
      {label}
    </Badge>
  );
}
