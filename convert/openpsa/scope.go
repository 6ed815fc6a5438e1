package openpsa

import (
	"strings"

	"github.com/stormtree-dev/stormtree/convert/tree"
	"github.com/stormtree-dev/stormtree/model/source"
)

// scope is the fault tree or component that is being read. Names of private
// elements are known to the model by their whole path, "tree.component.name";
// those of public ones stand for themselves.
type scope struct {
	number  int
	path    string // "" outside of fault trees
	private bool   // what does not say otherwise is private
}

func (s scope) within(name string) string {
	if s.path == "" {
		return name
	}
	return s.path + "." + name
}

// scopes keeps what is needed to find out, at the end, what a name means where it stands.
type scopes struct {
	paths   []string // by number
	runs    []run
	homes   []home
	private bool // something is
}

// run says that arguments from one on are those of gates of a scope.
type run struct{ from, scope int }

// home is the scope of a public element.
type home struct {
	name  tree.Name
	scope int32
}

// enter begins a container; the result ends it.
func (r *reader) enter(name string) (leave func()) {
	outer := r.scope
	path, private := outer.within(name), r.isPrivate()
	r.scopes.paths = append(r.scopes.paths, path)
	r.scope = scope{len(r.scopes.paths), path, private}
	return func() { r.scope = outer }
}

// isPrivate tells the role of the element that just began.
func (r *reader) isPrivate() bool {
	role, at, ok := r.x.Attribute("role")
	private := r.scope.private
	if ok {
		private = string(role) == "private"
	}
	if ok && !private && string(role) != "public" {
		r.Report(r.base+tree.Place(at), source.Value, "the role %s should be public or private", source.Quote(string(role)))
	}
	r.scopes.private = r.scopes.private || private
	return private && r.scope.path != ""
}

func (r *reader) atHome(n tree.Name) {
	if r.scope.number > 0 {
		r.scopes.homes = append(r.scopes.homes, home{n, int32(r.scope.number)})
	}
}

func (s *scopes) beginGate(scope, arguments int) {
	if len(s.runs) == 0 || s.runs[len(s.runs)-1].scope != scope {
		s.runs = append(s.runs, run{arguments, scope})
	}
}

func (s *scopes) path(number int) string {
	if number == 0 {
		return ""
	}
	return s.paths[number-1]
}

// settleReferences gives every reference its meaning: the private element of the
// innermost container that has one of this name, else what the whole model knows
// by the name, else the public element that a path leads to.
func (r *reader) settleReferences() {
	run, homes := 0, map[string]tree.Name(nil)
	r.Redirect(func(i int, n tree.Name) tree.Name {
		for run+1 < len(r.scopes.runs) && r.scopes.runs[run+1].from <= i {
			run++
		}
		if !r.scopes.private && r.IsDefined(n) {
			return n
		}
		text := r.Text(n)
		if found, ok := r.inner(r.scopes.path(r.scopes.runs[run].scope), text); ok {
			return found
		}
		if r.IsDefined(n) || !strings.Contains(text, ".") {
			return n
		}
		if homes == nil {
			homes = r.publicPaths()
		}
		for path := r.scopes.path(r.scopes.runs[run].scope); ; path = outwards(path) {
			if found, ok := homes[strings.TrimPrefix(path+"."+text, ".")]; ok || path == "" {
				return either(found, ok, n)
			}
		}
	})
}

func either(found tree.Name, ok bool, n tree.Name) tree.Name {
	if ok {
		return found
	}
	return n
}

// inner finds a private element from a container outwards.
func (r *reader) inner(path, name string) (tree.Name, bool) {
	for ; path != ""; path = outwards(path) {
		if n, ok := r.Known([]byte(path + "." + name)); ok && r.IsDefined(n) {
			return n, true
		}
	}
	return tree.NoName, false
}

// outwards is the path of the container around one, "" for none.
func outwards(path string) string { return path[:max(0, strings.LastIndexByte(path, '.'))] }

// publicPaths lists the public elements of containers by their paths.
func (r *reader) publicPaths() map[string]tree.Name {
	paths := make(map[string]tree.Name, len(r.scopes.homes))
	for _, h := range r.scopes.homes {
		paths[r.scopes.path(int(h.scope))+"."+r.Text(h.name)] = h.name
	}
	return paths
}
