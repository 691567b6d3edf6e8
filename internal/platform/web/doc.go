// Package web is the HTTP side of every room: routes with their policy, the request's context, forms,
// errors turned into pages, and the browser's defences.
//
// A route cannot be registered without a policy, and a form cannot be posted without its token and its
// operation id. Status codes exist only here: rooms answer with faults.
package web
