import { convertLeadAction, unconvertLeadAction } from "@/app/_actions/clients";
import {
  correctTouchClassAction,
  loadContactabilityAction,
  loadOlderTouchesAction,
  loadTouchTextAction,
  logContactAction,
  markRespondedAction,
  recordCallAction,
  requestSlotAction,
  splitTouchAction,
} from "@/app/_actions/communications";
import { addDncEntryAction } from "@/app/_actions/dnc";
import { undoMergeAction } from "@/app/_actions/duplicates";
import { acceptHandOverAction, rejectHandOverAction, requestHandOverAction } from "@/app/_actions/hand-overs";
import { changeStatusAction, deleteLeadAction, restoreLeadAction } from "@/app/_actions/leads";
import { cancelMessageAction, markSentAction, queueMessageAction, saveDraftAction } from "@/app/_actions/messages";
import {
  addNoteAction,
  deleteNoteAction,
  editNoteAction,
  loadColleaguesAction,
  restoreNoteAction,
} from "@/app/_actions/notes";
import {
  addStakeholderAction,
  erasePersonAction,
  exportPersonAction,
  recordConsentAction,
} from "@/app/_actions/people";
import { recomputeLeadAction } from "@/app/_actions/scoring";
import {
  enrollLeadAction,
  pauseEnrollmentAction,
  resumeEnrollmentAction,
  stopEnrollmentAction,
} from "@/app/_actions/sequences";
import { addLeadTagAction, removeLeadTagAction } from "@/app/_actions/tags";
import { completeItemAction } from "@/app/_actions/today";
import type { Role } from "@/lib/core/permissions";

/** Everything that can be done on the page of one lead, by the part of the page that does it. */
export function actionsOf(leadId: string, role: Role) {
  const loadContactability = loadContactabilityAction.bind(null, leadId);
  return {
    screen: {
      logContact: logContactAction.bind(null, leadId),
      requestSlot: requestSlotAction.bind(null, leadId),
      markResponded: markRespondedAction,
      recordCall: recordCallAction,
      finishItem: completeItemAction,
      told: { correctClass: correctTouchClassAction, split: splitTouchAction },
      loadText: loadTouchTextAction,
      loadOlder: loadOlderTouchesAction.bind(null, leadId),
      checkText: loadContactability,
    },
    menu: {
      deleteLead: deleteLeadAction,
      restoreLead: restoreLeadAction,
      addDnc: addDncEntryAction,
      requestHandOver: requestHandOverAction,
      // What a person may ask of those who keep data about them is an admin's to do.
      person: role === "admin" ? { erase: erasePersonAction, exportAll: exportPersonAction } : undefined,
    },
    messages: {
      send: queueMessageAction,
      cancel: cancelMessageAction,
      markSent: markSentAction,
      saveDraft: saveDraftAction,
    },
    notes: {
      add: addNoteAction.bind(null, leadId),
      edit: editNoteAction,
      remove: deleteNoteAction,
      restore: restoreNoteAction,
      loadColleagues: loadColleaguesAction.bind(null, leadId),
    },
    handOver: { accept: acceptHandOverAction, reject: rejectHandOverAction },
    twins: { takeApart: undoMergeAction.bind(null, leadId) },
    banner: { loadContactability },
    status: {
      changeStatus: changeStatusAction.bind(null, leadId),
      convert: convertLeadAction.bind(null, leadId),
      unconvert: unconvertLeadAction.bind(null, leadId),
    },
    tags: { add: addLeadTagAction.bind(null, leadId), remove: removeLeadTagAction.bind(null, leadId) },
    sequences: {
      enroll: enrollLeadAction,
      pause: pauseEnrollmentAction,
      resume: resumeEnrollmentAction,
      stop: stopEnrollmentAction,
    },
    addStakeholder: addStakeholderAction.bind(null, leadId),
    recordConsent: recordConsentAction,
    recomputeLead: recomputeLeadAction,
  };
}
