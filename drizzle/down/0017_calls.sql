drop index dnc_entries_value_idx;
set local role touchline_search;
drop function search_transcripts(text, integer);
reset role;
drop table communication_transcripts, call_results;
drop function index_transcript(), all_words(text), any_word(text);
