package threagile

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

// public are the models that people have published, with what a reader counts in them.
var public = []struct {
	file   string
	counts []Count
}{
	{"threagile-example.yaml", []Count{
		{"trust boundaries", 5, 5},
		{"shared runtimes", 1, 1},
		{"technical assets", 14, 14},
		{"communication links", 20, 20},
		{"data assets", 12, 12},
		{"individual risks", 2, 2},
		{"abuse cases", 11, 11},
		{"questions", 3, 3},
		{"security requirements", 3, 3},
		{"risk tracking", 6, 6},
	}},
	{"stub.yaml", []Count{
		{"trust boundaries", 1, 1},
		{"shared runtimes", 1, 1},
		{"technical assets", 2, 2},
		{"communication links", 1, 1},
		{"data assets", 1, 1},
		{"individual risks", 1, 1},
		{"abuse cases", 1, 1},
		{"questions", 2, 2},
		{"security requirements", 1, 1},
		{"risk tracking", 0, 0},
	}},
	{"jeep-demo.yaml", []Count{
		{"trust boundaries", 2, 2},
		{"shared runtimes", 0, 0},
		{"technical assets", 7, 7},
		{"communication links", 7, 7},
		{"data assets", 3, 3},
		{"individual risks", 0, 0},
		{"abuse cases", 0, 0},
		{"questions", 0, 0},
		{"security requirements", 0, 0},
		{"risk tracking", 0, 0},
	}},
	{"automotive.yaml", []Count{
		{"trust boundaries", 7, 7},
		{"shared runtimes", 0, 0},
		{"technical assets", 37, 37},
		{"communication links", 42, 42},
		{"data assets", 9, 9},
		{"individual risks", 0, 0},
		{"abuse cases", 0, 0},
		{"questions", 0, 0},
		{"security requirements", 0, 0},
		{"risk tracking", 0, 0},
	}},
}

func readPublic(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join("../../../shared/data/threagile", name))
}

// publicData reads a model from the folder of public data beside the repository.
func publicData(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := readPublic(name)
	if err == nil {
		return data
	}
	if os.Getenv("CI") == "true" {
		tb.Fatalf("the public models are missing: %v", err)
	}
	tb.Skipf("SKIPPED: no public models beside the repository (%v)", err)
	return nil
}

func TestPublicModelsImportCompletely(t *testing.T) {
	for _, p := range public {
		t.Run(p.file, func(t *testing.T) {
			data := publicData(t, p.file)
			i := convert(t, data, Options{})
			if !slices.Equal(i.Counts, p.counts) {
				t.Errorf("counts %v, want %v", i.Counts, p.counts)
			}
			m := checked(t, i)
			everyPartIsThere(t, data, m)
		})
	}
}

// A written import is read again, and is the same model.
func TestWrittenImportsAreValidModels(t *testing.T) {
	for _, p := range public {
		t.Run(p.file, func(t *testing.T) {
			i := convert(t, publicData(t, p.file), Options{WaiveUntil: "2027-03-01", Today: "2026-06-01"})
			var text bytes.Buffer
			if err := source.Write(&text, i.Root); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(t.TempDir(), "model.yaml")
			if err := os.WriteFile(name, text.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			written, err := model.Load(name)
			if err != nil {
				t.Fatal(err)
			}
			direct := checked(t, i)
			if len(written.Components) != len(direct.Components) || len(written.Flows) != len(direct.Flows) || len(written.Waivers) != len(direct.Waivers) {
				t.Error("the written model differs from the one in memory")
			}
		})
	}
}

func convert(t *testing.T, data []byte, o Options) *Import {
	t.Helper()
	i, problems := Convert("threagile.yaml", data, o)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return i
}

func checked(t *testing.T, i *Import) *model.Model {
	t.Helper()
	m, problems := model.Decode("threagile.yaml", i.Root)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return m
}

// everyPartIsThere looks for each id of the file by itself, not through the converter.
func everyPartIsThere(t *testing.T, data []byte, m *model.Model) {
	t.Helper()
	root, problems := source.ReadResolved("threagile.yaml", data)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for i, section := range root.Keys {
		for j := range root.Items[i].Keys {
			id := child(root.Items[i].Items[j], "id")
			switch section.Text {
			case "technical_assets":
				part(t, m, id, "component")
				linksAreThere(t, m, id, root.Items[i].Items[j])
			case "data_assets":
				part(t, m, id, "asset")
			case "trust_boundaries":
				part(t, m, id, "boundary")
			case "shared_runtimes":
				part(t, m, id, "component")
			}
		}
	}
}

func part(t *testing.T, m *model.Model, id *source.Node, kind string) {
	t.Helper()
	if _, got, ok := m.Entity(id.Text); !ok || got != kind {
		t.Errorf("%s: %q is not there as a %s", id.Pos, id.Text, kind)
	}
}

func linksAreThere(t *testing.T, m *model.Model, from, asset *source.Node) {
	t.Helper()
	links := child(asset, "communication_links")
	if links == nil {
		return
	}
	for i, title := range links.Keys {
		to := child(links.Items[i], "target")
		found := slices.ContainsFunc(m.Flows, func(f *model.Flow) bool {
			return f.Title == title.Text && f.From.ID == from.Text && f.To.ID == to.Text && f.Pos.Line == title.Pos.Line
		})
		if !found {
			t.Errorf("%s: the link %q from %q to %q is not there at its line", title.Pos, title.Text, from.Text, to.Text)
		}
	}
}

func child(n *source.Node, key string) *source.Node {
	for i, k := range n.Keys {
		if k.Text == key {
			return n.Items[i]
		}
	}
	return &source.Node{}
}

func TestWhatIsLostIsSaidWithItsPlace(t *testing.T) {
	i := convert(t, publicData(t, "threagile-example.yaml"), Options{})
	for _, want := range []string{"ip_filtered", "readonly", "size", "date", "author"} {
		found := slices.ContainsFunc(i.Notes, func(n Note) bool { return strings.Contains(n.Message, want) && n.Pos.Line > 0 })
		if !found && strings.Contains(string(publicData(t, "threagile-example.yaml")), want+": true") {
			t.Errorf("no note says that %s got lost", want)
		}
	}
	if len(i.Notes) == 0 {
		t.Error("nothing was lost: hard to believe")
	}
}

func TestTrackingIsKeptAndWaivesOnlyWithADate(t *testing.T) {
	data := publicData(t, "threagile-example.yaml")
	kept := checked(t, convert(t, data, Options{}))
	if len(kept.Waivers) != 0 {
		t.Errorf("%d waivers without a date", len(kept.Waivers))
	}
	said := slices.ContainsFunc(kept.Assumptions, func(a model.Text) bool {
		return strings.Contains(a.Text, "untrusted-deserialization@erp-system") && strings.Contains(a.Text, "XYZ-1234") && strings.Contains(a.Text, "Risk accepted as tolerable")
	})
	if !said {
		t.Error("the accepted risk is not among the assumptions")
	}
	dated := convert(t, data, Options{WaiveUntil: "2027-03-01", Today: "2026-06-01"})
	if !slices.ContainsFunc(dated.Notes, func(n Note) bool {
		return strings.Contains(n.Message, "unencrypted-asset@*") && strings.Contains(n.Message, "names no single element")
	}) {
		t.Error("no note says that what is settled everywhere is waived nowhere")
	}
	waived := checked(t, dated)
	if len(waived.Waivers) == 0 {
		t.Error("no waivers in spite of the date")
	}
	for _, w := range waived.Waivers {
		if w.Owner == "" || w.Expires != "2027-03-01" || w.Created != "2026-06-01" {
			t.Errorf("waiver %+v", w)
		}
	}
}

// A risk of a link is waived at the flow that the link became.
func TestASettledRiskOfALinkIsWaivedAtItsFlow(t *testing.T) {
	tracked := strings.Replace(string(publicData(t, "threagile-example.yaml")), "\nrisk_tracking:\n", `
risk_tracking:
  unencrypted-communication@erp-system>database-traffic@erp-system@sql-database:
    {status: accepted, justification: It stays on one machine until it moves, checked_by: Jane}
`, 1)
	m := checked(t, convert(t, []byte(tracked), Options{WaiveUntil: "2027-03-01", Today: "2026-06-01"}))
	var got []string
	for _, w := range m.Waivers {
		got = append(got, w.Rule.ID+"@"+w.At.ID)
	}
	if want := []string{"GEN-01@database-traffic", "GEN-09@database-traffic", "GEN-07@erp-system"}; !slices.Equal(got, want) {
		t.Errorf("waivers %v, want %v", got, want)
	}
}
