drop table learned_models;
