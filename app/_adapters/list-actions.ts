import { loadMovesAction } from "@/app/_actions/leads";
import {
  deleteViewAction,
  restoreViewAction,
  saveViewAction,
  setDefaultViewAction,
  setListColumnsAction,
  updateViewAction,
} from "@/app/_actions/views";

/** What can be done on the list of leads, beside the leads themselves. */
export const listActions = {
  views: {
    save: saveViewAction,
    update: updateViewAction,
    remove: deleteViewAction,
    restore: restoreViewAction,
    setDefault: setDefaultViewAction,
  },
  setColumns: setListColumnsAction,
  loadMoves: loadMovesAction,
};
