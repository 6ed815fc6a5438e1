package threagile

import (
	"strconv"
	"strings"
)

// ids gives what the file names an id in our language: letters, digits, - and
// _, unique across all kinds.
type ids struct {
	ours  map[string]string // by kind and Threagile's id
	taken map[string]bool
}

func newIDs() ids {
	return ids{
		ours:  map[string]string{},
		taken: map[string]bool{"internet": true, "accident": true},
	}
}

func (s ids) known(kind, id string) bool { return s.ours[kind+" "+id] != "" }

func (s ids) of(kind, id string) string { return s.ours[kind+" "+id] }

// take reserves an id for an entity and reports whether it had to be changed.
func (s ids) take(kind, id string) (ours string, changed bool) {
	ours = s.free(slug(id))
	s.ours[kind+" "+id] = ours
	return ours, ours != id
}

// free reserves a name, numbered when it is taken.
func (s ids) free(name string) string {
	if name == "" {
		name = "unnamed"
	}
	free := name
	for n := 2; s.taken[free]; n++ {
		free = name + "-" + strconv.Itoa(n)
	}
	s.taken[free] = true
	return free
}

// longest is how long an id made from a title may become.
const longest = 60

// slug keeps letters and digits and joins them with -.
func slug(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range text {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
		switch {
		case !letter:
			gap = b.Len() > 0
		case b.Len() >= longest:
			return b.String()
		default:
			if gap {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		}
	}
	return b.String()
}

// lower is a slug of a title, as ids usually look.
func lower(title string) string { return strings.ToLower(slug(title)) }
