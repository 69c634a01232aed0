-- What was done stays written down, whoever asks: the application, its owner, or somebody with psql. Deleting a client is
-- the one thing that may touch its rows, by the foreign key, which takes the client's id out of them and nothing else.
create function audit_log_only_grows() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and pg_trigger_depth() > 1 and new.client_id is null
     and to_jsonb(new) - 'client_id' = to_jsonb(old) - 'client_id' then
    return new;
  end if;
  raise exception 'audit_log only grows: its rows are neither changed nor deleted (% refused)', lower(tg_op)
    using errcode = 'insufficient_privilege', hint = 'Write another row that says what is right.';
end
$$;

create trigger audit_log_only_grows before update or delete on audit_log
  for each row execute function audit_log_only_grows();
create trigger audit_log_is_not_emptied before truncate on audit_log
  for each statement execute function audit_log_only_grows();
-- Also in a session that replays a replica's changes, where ordinary triggers rest.
alter table audit_log enable always trigger audit_log_only_grows;
alter table audit_log enable always trigger audit_log_is_not_emptied;
