package library

import (
	"embed"
	"fmt"
	"strings"
)

// Kind says what an Entry is.
type Kind string

// The kinds of entries.
const (
	Technique      Kind = "technique"      // of MITRE ATT&CK, for clouds and industrial control systems
	Tactic         Kind = "tactic"         // of ATT&CK: what techniques are for
	Mitigation     Kind = "mitigation"     // of ATT&CK
	AttackPattern  Kind = "pattern"        // of CAPEC
	Weakness       Kind = "weakness"       // of CWE
	Countermeasure Kind = "countermeasure" // of MITRE D3FEND
	Control        Kind = "control"        // of NIST, CSA, ISO, ETSI, OWASP
	Capability     Kind = "capability"     // what a cloud provider sells
)

// Entry is one thing that other people have given a name.
type Entry struct {
	ID        string `json:"id"`
	Catalogue string `json:"catalogue"` // "ATT&CK", "CAPEC", "NIST-800-53", …
	Kind      Kind   `json:"kind"`
	Title     string `json:"title"` // the catalogue's, or ours where its wording is protected
}

// node is an entry with everything that is tied to it.
type node struct {
	Entry
	parents, children []*node
	links             []link // to other kinds
}

type link struct {
	to   *node
	note string
}

// graph is all knowledge. A control is found with its catalogue and, where no
// other has the same name, without.
type graph struct {
	byID map[string]*node // by canonical id
	ids  []string         // canonical, in the order of the tables
	rows [][]row          // of each table, until they are tied
}

//go:embed knowledge/*.csv controls.csv
var tables embed.FS

// knowledge are all entries, read when first asked for. What ties them takes longer
// and is read when somebody first follows it: tied is the same graph afterwards.
var (
	knowledge = once(readEntries)
	tied      = once(func() (*graph, error) { return knowledge().tie() })
)

// knowledgeTable is one embedded table: an id, a title if its rows are entries, and
// then lists of the ids that it is tied to.
type knowledgeTable struct {
	name      string
	catalogue string // "": the id begins with it
	kind      Kind   // "": rows only tie entries of other tables
	columns   []string
}

var knowledgeTables = []knowledgeTable{
	{"tactics", "ATT&CK", Tactic, []string{"id", "title"}},
	{"mitigations", "ATT&CK", Mitigation, []string{"id", "title"}},
	{"techniques", "ATT&CK", Technique, []string{"id", "title", "parents", "tactics"}},
	{"weaknesses", "CWE", Weakness, []string{"id", "title", "parents"}},
	{"patterns", "CAPEC", AttackPattern, []string{"id", "title", "parents", "weaknesses", "techniques"}},
	{"countermeasures", "D3FEND", Countermeasure, []string{"id", "title"}},
	{"nist-800-53", "NIST-800-53", Control, []string{"id", "title"}},
	{"controls", "", Control, []string{"id", "title"}},
	{"capabilities", "", Capability, []string{"id", "title"}},
	{"defences", "", "", []string{"id", "mitigations", "countermeasures", "controls", "capabilities"}},
}

func (t knowledgeTable) file() string {
	if t.name == "controls" { // ours, not an extract
		return "controls.csv"
	}
	return "knowledge/" + t.name + ".csv"
}

func (t knowledgeTable) rows() ([]row, error) {
	text, err := tables.ReadFile(t.file())
	if err != nil {
		return nil, err
	}
	rows, err := readTable(string(text), t.columns)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.file(), err)
	}
	return rows, nil
}

func readEntries() (*graph, error) {
	g := &graph{byID: map[string]*node{}}
	for _, t := range knowledgeTables {
		rows, err := t.rows()
		if err != nil {
			return nil, err
		}
		if t.kind != "" {
			g.add(t, rows)
		}
		g.rows = append(g.rows, rows)
	}
	return g, nil
}

// tie links every entry with those that its lists name.
func (g *graph) tie() (*graph, error) {
	for i, t := range knowledgeTables {
		for _, r := range g.rows[i] {
			if err := g.tieRow(t, r); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", t.file(), r.line, err)
			}
		}
	}
	g.rows = nil
	return g, nil
}

func (g *graph) add(t knowledgeTable, rows []row) {
	for _, r := range rows {
		n := &node{Entry: Entry{ID: r.cells[0], Catalogue: t.catalogue, Kind: t.kind, Title: r.cells[1]}}
		if t.catalogue == "" {
			n.Catalogue, n.ID = catalogued(t.kind, n.ID)
		}
		g.file(n.Catalogue+":"+n.ID, n)
		g.file(n.ID, n)
	}
}

// file keeps an entry under a name, unless another has it already.
func (g *graph) file(name string, n *node) {
	name = canonical(name)
	if g.byID[name] == nil {
		g.byID[name] = n
		g.ids = append(g.ids, name)
	}
}

// catalogued splits CCM:IAM-16 into catalogue and id; of aws/aws_s3 the cloud stays part of the id.
func catalogued(k Kind, name string) (catalogue, id string) {
	if k == Capability {
		cloud, _, _ := strings.Cut(name, "/")
		return cloud, name
	}
	catalogue, id, _ = strings.Cut(name, ":")
	return catalogue, id
}

// canonical is an id as the graph files it: without regard to case, and controls
// of NIST without the brackets and zeros of other spellings.
func canonical(id string) string {
	id = strings.ToUpper(strings.TrimSpace(id))
	if at, rest, ok := strings.Cut(id, "("); ok && strings.HasSuffix(rest, ")") {
		id = at + "." + strings.TrimSuffix(rest, ")")
	}
	return id
}

func (g *graph) tieRow(t knowledgeTable, r row) error {
	id, first := r.cells[0], 2
	if t.kind == "" {
		first = 1
	}
	if t.catalogue != "" {
		id = t.catalogue + ":" + id
	}
	for c := first; c < len(t.columns); c++ {
		for other := range strings.SplitSeq(r.cells[c], "|") {
			if err := g.link(id, other, t.columns[c]); err != nil {
				return err
			}
		}
	}
	return nil
}

// link ties two entries, both ways: as child and parent, or else as what they are. The
// other's id may be followed by a note.
func (g *graph) link(id, other, column string) error {
	if other == "" {
		return nil
	}
	other, note, _ := strings.Cut(other, ":")
	from, to := g.byID[canonical(id)], g.byID[canonical(other)]
	switch {
	case from == nil:
		return fmt.Errorf("%s is in no table", id)
	case to == nil:
		return fmt.Errorf("%s is in no table", other)
	case column == "parents":
		from.parents, to.children = append(from.parents, to), append(to.children, from)
	default:
		note = strings.ReplaceAll(note, ":", ", ")
		if column == "countermeasures" {
			note = "inferred"
		}
		from.links, to.links = append(from.links, link{to, note}), append(to.links, link{from, note})
	}
	return nil
}
