// Package stormtree holds no code: this file is the house rules as tests.
package stormtree

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/stormtree-dev/stormtree/"

// mayImport says which of our packages each package may import; its own
// sub-packages are always allowed. A package that is not listed (nor is part of
// one that is) fails the test: a new house needs a place in this table and in
// ARCHITECTURE.md.
var mayImport = map[string][]string{
	"model":            {},
	"attacktree":       {},
	"policies":         {},
	"diagram/canvas":   {},
	"diagram/graphviz": {},
	"library":          {"model"},
	"convert":          {"model", "attacktree"},
	"edge":             {"model", "policies"},
	"risk":             {"model", "attacktree", "policies", "library"},
	"diagram":          {"model", "risk", "diagram"},
	"report":           {"model", "attacktree", "risk", "diagram"},
	"web":              {"model", "risk", "diagram", "report"},
	"cmd":              {"model", "attacktree", "policies", "library", "convert", "edge", "risk", "diagram", "report", "web"},
}

// private says which sub-packages only some may import, more narrowly than their parent.
var private = map[string][]string{
	"diagram/canvas":   {"diagram", "report"},
	"diagram/graphviz": {"diagram"},
}

// owners says which package may import a third-party module, outside tests.
var owners = map[string]string{
	"github.com/goccy/go-yaml":             "model/source",
	"github.com/open-policy-agent/opa":     "policies",
	"github.com/awalterschulze/gographviz": "diagram",
	"github.com/tetratelabs/wazero":        "diagram",
	"codeberg.org/go-pdf/fpdf":             "diagram/canvas",
	"golang.org/x/image":                   "diagram/canvas",
	"github.com/go-fonts/liberation":       "diagram/canvas",
	"github.com/spf13/cobra":               "cmd",
	"github.com/spf13/pflag":               "cmd",
	"golang.org/x/term":                    "cmd",
	"github.com/nats-io":                   "edge",
	"github.com/golang-jwt/jwt":            "edge",
	"github.com/coder/websocket":           "edge",
	"github.com/prometheus/client_golang":  "edge",
	"go.opentelemetry.io":                  "edge",
	"github.com/pandatix/go-cvss":          "risk",
	"github.com/xuri/excelize":             "report",
	"github.com/google/go-cmp":             "", // tests only
	"github.com/rogpeppe/go-internal":      "",
	"github.com/chromedp":                  "",
}

type sourceFile struct {
	pkg  string // folder, relative to the root
	name string // whole path
	ast  *ast.File
}

func (f sourceFile) isTest() bool { return strings.HasSuffix(f.name, "_test.go") }

func (f sourceFile) imports() []string {
	var list []string
	for _, i := range f.ast.Imports {
		name, _ := strconv.Unquote(i.Path.Value)
		list = append(list, name)
	}
	return list
}

func sourceFiles(t *testing.T) []sourceFile {
	t.Helper()
	var files []sourceFile
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && name != ".") {
			return cmpErr(err, d)
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		files = append(files, sourceFile{filepath.ToSlash(filepath.Dir(name)), filepath.ToSlash(name), parsed})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("found only %d Go files: looking in the wrong place", len(files))
	}
	return files
}

func cmpErr(err error, d fs.DirEntry) error {
	if err != nil {
		return err
	}
	return fs.SkipDir
}

// within reports whether a package is one of the given ones or part of one.
func within(pkg string, parents ...string) bool {
	return slices.ContainsFunc(parents, func(p string) bool { return pkg == p || strings.HasPrefix(pkg, p+"/") })
}

// house is the most specific entry of mayImport that a package belongs to.
func house(pkg string) string {
	best := ""
	for name := range mayImport {
		if within(pkg, name) && len(name) > len(best) {
			best = name
		}
	}
	return best
}

func TestPackagesImportOnlyDownwards(t *testing.T) {
	for _, f := range sourceFiles(t) {
		if f.pkg == "." {
			continue
		}
		from := house(f.pkg)
		if from == "" {
			t.Errorf("%s: package %s has no place in the house (mayImport)", f.name, f.pkg)
			continue
		}
		for _, name := range f.imports() {
			to, ours := strings.CutPrefix(name, module)
			if !ours || within(to, from) && from != "cmd" {
				continue
			}
			if !within(to, mayImport[from]...) {
				t.Errorf("%s: %s may not import %s", f.name, f.pkg, to)
			}
			for p, importers := range private {
				if within(to, p) && !within(f.pkg, importers...) && !within(f.pkg, p) {
					t.Errorf("%s: only %s may import %s", f.name, strings.Join(importers, " and "), to)
				}
			}
		}
	}
}

func TestEachDependencyHasOneOwner(t *testing.T) {
	used := map[string]bool{}
	for _, f := range sourceFiles(t) {
		if f.isTest() {
			continue
		}
		for _, name := range f.imports() {
			if !strings.Contains(strings.Split(name, "/")[0], ".") || strings.HasPrefix(name, module) {
				continue
			}
			dependency := ownedBy(name)
			used[dependency] = true
			if owner := owners[dependency]; dependency == "" || owner == "" || !within(f.pkg, owner) {
				t.Errorf("%s imports %s, which belongs to %q", f.name, name, owner)
			}
		}
	}
	if len(used) == 0 {
		t.Error("found no third-party import: the test sees nothing")
	}
}

func ownedBy(name string) string {
	for dependency := range owners {
		if name == dependency || strings.HasPrefix(name, dependency+"/") {
			return dependency
		}
	}
	return ""
}

// The edge is a network daemon: nothing that analyses models may be linked into it.
func TestTheEdgeLinksNoAnalyser(t *testing.T) {
	for _, f := range sourceFiles(t) {
		if !within(f.pkg, "edge", "cmd/stormtree-edge") || f.isTest() {
			continue
		}
		for _, name := range f.imports() {
			if to, ours := strings.CutPrefix(name, module); ours && within(to, "risk", "report", "diagram", "web", "attacktree") {
				t.Errorf("%s: the edge may not import %s", f.name, to)
			}
		}
	}
}

func TestEveryExportedNameIsDocumented(t *testing.T) {
	for _, f := range sourceFiles(t) {
		if f.isTest() || within(f.pkg, "cmd") {
			continue
		}
		for _, d := range f.ast.Decls {
			for _, name := range undocumented(d) {
				t.Errorf("%s: %s has no comment", f.name, name)
			}
		}
	}
}

// undocumented lists the exported names of a declaration that nothing is said about.
func undocumented(d ast.Decl) []string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && exportedReceiver(d) {
			return []string{d.Name.Name}
		}
	case *ast.GenDecl:
		var names []string
		for _, s := range d.Specs {
			names = append(names, undocumentedSpec(d, s)...)
		}
		return names
	}
	return nil
}

func undocumentedSpec(d *ast.GenDecl, s ast.Spec) []string {
	switch s := s.(type) {
	case *ast.TypeSpec:
		if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
			return []string{s.Name.Name}
		}
	case *ast.ValueSpec:
		if s.Names[0].IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
			return []string{s.Names[0].Name}
		}
	}
	return nil
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	receiver := d.Recv.List[0].Type
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver = star.X
	}
	name, ok := receiver.(*ast.Ident)
	return !ok || name.IsExported()
}

// Clocks and chance are passed in by the programs; below them the same input gives the same bytes.
func TestNoClockAndNoChanceBelowThePrograms(t *testing.T) {
	for _, f := range sourceFiles(t) {
		if f.isTest() || within(f.pkg, "cmd", "edge") {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := call.X.(*ast.Ident); ok && forbidden[pkg.Name+"."+call.Sel.Name] {
				t.Errorf("%s uses %s.%s", f.name, pkg.Name, call.Sel.Name)
			}
			return true
		})
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s has an init function", f.name)
			}
		}
	}
}

var forbidden = map[string]bool{
	"time.Now": true, "time.Since": true, "os.Exit": true, "rand.Int": true, "rand.IntN": true, "rand.Float64": true,
}

func TestModuleFilesAreTidy(t *testing.T) {
	out, err := exec.Command("go", "mod", "tidy", "-diff").CombinedOutput()
	if err != nil {
		t.Errorf("go.mod is not tidy:\n%s", out)
	}
}
