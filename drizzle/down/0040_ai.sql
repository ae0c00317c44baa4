drop table ai_runs;
