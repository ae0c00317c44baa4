/** Who may do what, at least: a role includes those before it. */
export const roles = ["rep", "manager", "admin"] as const;
export type Role = (typeof roles)[number];

export const permissions = {
  "leads:read": "rep",
  "leads:write": "rep",
  "leads:export": "manager",
  "segments:read": "rep",
  "segments:write": "rep",
  "tags:read": "rep",
  "tags:write": "manager",
  "leads:unconvert": "admin",
  "campaigns:read": "rep",
  "campaigns:write": "manager",
  "sources:read": "rep",
  "sources:write": "manager",
  "budget:read": "manager",
  "budget:write": "manager",
  "assignment:read": "rep",
  "assignment:write": "admin",
  "scoring:read": "rep",
  "scoring:write": "admin",
  "suggestions:read": "rep",
  "suggestions:write": "rep",
  "leads:merge": "rep",
  "sequences:read": "rep",
  "sequences:write": "admin",
  "enrollments:write": "rep",
  "communications:read": "rep",
  "communications:write": "rep",
  "mail:read": "admin",
  "sending:pause": "manager",
  "mailboxes:read": "rep",
  "mailboxes:write": "rep",
  "templates:read": "rep",
  "templates:write": "rep",
  "notes:read": "rep",
  "notes:write": "rep",
  "dnc:read": "rep",
  "dnc:write": "rep",
  "dnc:remove": "admin",
  "dnc:decide": "manager",
  "people:erase": "admin",
  "collisions:read": "rep",
  "collisions:review": "manager",
  "notifications:read": "rep",
  "analytics:read": "rep",
  "live:read": "rep",
  "members:read": "rep",
  "members:write": "admin",
  "settings:read": "admin",
  "settings:write": "admin",
  "api-keys:write": "rep",
  "sessions:write": "rep",
  "audit:read": "admin",
  "profile:write": "rep",
} as const satisfies Record<string, Role>;

export type Permission = keyof typeof permissions;

/** Whether a role may all that another may: rep, manager, admin. */
export const atLeast = (role: Role, needed: Role) => roles.indexOf(role) >= roles.indexOf(needed);

/** A key with scopes may do only those; without any it may do what its user may. */
export const mayDo = (role: Role, scopes: readonly string[], permission: Permission) =>
  atLeast(role, permissions[permission]) && (scopes.length === 0 || scopes.includes(permission));

/** Everything this role may do within these scopes. */
export const listPermissions = (role: Role, scopes: readonly string[]): Permission[] =>
  permissionNames.filter((permission) => mayDo(role, scopes, permission));

// Object.keys forgets the names; the table has no others.
const permissionNames = Object.keys(permissions) as Permission[];
