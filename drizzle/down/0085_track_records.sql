drop index suggestions_decided_idx;
