// Package access says who may do what: roles, rights and the relation between an actor and a matter.
//
// Three rings come from here: a route is registered with a Policy (web), a verb calls Check on the
// locked row, and a list query takes Scope. The package knows actors and offices, never cases.
package access
