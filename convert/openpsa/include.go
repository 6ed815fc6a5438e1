package openpsa

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// include reads a file at the place where another names it. Files lie in the
// folder of the model or below; none is read twice, so there are no circles.
func (r *reader) include() {
	at := r.place()
	named, _, ok := r.x.Attribute("file")
	if !ok {
		named, _, ok = r.x.Attribute("href")
	}
	name := string(named)
	full := path.Join(r.dir, name)
	problem := r.refusal(name, full, ok)
	r.empty()
	if problem != "" {
		r.Report(at, source.Include, "%s", problem)
		return
	}
	r.included[full] = true
	data, err := r.options.Include(full)
	if err != nil {
		r.Report(at, source.Include, "%s cannot be read: %s", source.Quote(full), source.Printable(err.Error()))
		return
	}
	r.file(r.besides(full), path.Dir(full), data)
}

// refusal says why a file may not be included, or "".
func (r *reader) refusal(name, full string, ok bool) string {
	switch {
	case !ok:
		return "an include has no file"
	case r.options.Include == nil:
		return "includes are not read here: " + source.Quote(name)
	case strings.Contains(name, "\\") || path.IsAbs(name) || !filepath.IsLocal(full):
		return source.Quote(name) + " lies outside of the model's folder; it should be a relative path with slashes"
	case r.included[full]:
		return source.Quote(name) + " is read already; a model includes each file once"
	case len(r.included) > maxIncludes:
		return "a model includes more than 256 files"
	case r.open > maxNested:
		return "files include each other deeper than 16"
	}
	return ""
}

// besides is the name of an included file for messages: as the user names the model.
func (r *reader) besides(full string) string {
	return path.Join(path.Dir(filepath.ToSlash(r.first)), full)
}
