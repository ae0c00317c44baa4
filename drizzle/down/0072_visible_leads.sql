alter policy visible on leads
  using ((select visible_owners()) is null or owner_id = any ((select visible_owners())::uuid[]));
