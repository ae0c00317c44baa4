"use client";

import { Link2, MoreHorizontal, Pencil, Star, StarOff, Trash2 } from "lucide-react";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { showToast } from "@/components/ui/toast";
import type { SavedView } from "@/lib/saved-views/schema";
import type { ViewActions } from "./view-actions";

export type ViewMenuProps = { view: SavedView; actions: ViewActions; onChange: () => void };

/** What can be done with the view that is open. */
export function ViewMenu({ view, actions, onChange }: ViewMenuProps) {
  const off = view.may_change ? null : `This view is ${view.owner.name}'s`;
  const items: MenuItem[] = [
    { id: "change", label: "Rename or share", icon: Pencil, off, run: onChange },
    { id: "link", label: "Copy link", icon: Link2, run: () => void copyLink(view) },
    view.is_default
      ? { id: "first", label: "Open with all leads again", icon: StarOff, run: () => actions.setDefault(null) }
      : { id: "first", label: "Open leads with this view", icon: Star, run: () => actions.setDefault(view) },
    { id: "delete", label: "Delete view", icon: Trash2, off, danger: true, run: () => actions.remove(view) },
  ];
  return (
    <Menu
      label="View"
      button={{ variant: "ghost", icon: MoreHorizontal, iconOnly: true, children: `View: ${view.name}` }}
      items={items}
    />
  );
}

async function copyLink({ id, visibility }: SavedView): Promise<void> {
  await navigator.clipboard.writeText(`${window.location.origin}/leads?view=${id}`);
  const who = {
    private: "It opens for you only",
    team: "It opens for your team",
    public: "It opens for every colleague",
  };
  showToast({ message: `Link copied. ${who[visibility]}.` });
}
