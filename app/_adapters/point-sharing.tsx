import { markSharedAction } from "@/app/_actions/people";
import { PointSharing } from "@/components/leads/point-sharing";
import type { ContactPoint } from "@/lib/contact-points/schema";
import { atLeast, type Role } from "@/lib/core/permissions";

/** What stands beside the primary address of each kind: whether many people share it. */
export const sharingOf = (points: ContactPoint[], role: Role) =>
  Object.fromEntries(
    points
      .filter((point) => point.is_primary)
      .map((point) => [
        point.kind,
        <PointSharing key={point.id} point={point} mayMarkAny={atLeast(role, "manager")} mark={markSharedAction} />,
      ]),
  );
