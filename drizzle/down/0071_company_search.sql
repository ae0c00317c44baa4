set local role touchline_search;
drop function search_companies(text, text, uuid, integer);
reset role;
drop index companies_words_idx;
drop function company_words(text, text);
