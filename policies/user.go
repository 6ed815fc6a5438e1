package policies

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Bounds of the rules that users bring along.
const (
	MaxUserFiles = 500       // Rego files in all folders, tests included
	MaxUserFile  = 256 << 10 // bytes of one file
)

// userPackage is where all packages of user rules lie: threats.user.<rule>.
const userPackage = "threats.user."

// userFile is one Rego file of a user's folder, as it was when it was read: what
// is judged is what is compiled.
type userFile struct{ Name, Source string }

// userFolder is a user's folder with its Rego files and those below it.
type userFolder struct {
	dir   string
	files []userFile
}

// readFolders reads the users' folders within bounds. It follows no links.
func readFolders(dirs []string) ([]userFolder, error) {
	var folders []userFolder
	left := MaxUserFiles
	for _, dir := range dirs {
		names, err := rulesBelow(dir, left)
		if err != nil {
			return nil, fmt.Errorf("read the rules in %s: %w", dir, err)
		}
		f := userFolder{dir: dir}
		for _, name := range names {
			source, err := readBounded(name)
			if err != nil {
				return nil, err
			}
			f.files = append(f.files, userFile{name, source})
		}
		folders, left = append(folders, f), left-len(names)
	}
	return folders, nil
}

func rulesBelow(dir string, most int) ([]string, error) {
	var files []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && filepath.Ext(name) == ".rego" {
			files = append(files, name)
		}
		if len(files) > most {
			return fmt.Errorf("more than %d Rego files", MaxUserFiles)
		}
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case len(files) == 0:
		return nil, errors.New("no Rego file in it")
	case !slices.ContainsFunc(files, func(name string) bool { return !isTest(name) }):
		return nil, errors.New("no rule in it, only tests")
	}
	return files, nil
}

// userRules parses and judges users' files, without tests. It reports
// everything that is wrong with any of them.
func userRules(files []userFile, c *ast.Capabilities) ([]candidate, error) {
	var rules []candidate
	var problems []error
	for _, f := range files {
		if isTest(f.Name) {
			continue
		}
		r, err := userRule(f, c)
		rules, problems = append(rules, r), append(problems, err)
	}
	return rules, errors.Join(problems...)
}

func userRule(f userFile, c *ast.Capabilities) (candidate, error) {
	m, err := parse(f.Name, f.Source, c)
	if err == nil {
		err = simple(m)
	}
	if err != nil {
		return candidate{}, err
	}
	r, err := newCandidate(m, "user")
	if err != nil {
		return candidate{}, err
	}
	return r, audit(m, r.Package)
}

// userKey is the name of a user's file among the compiler's modules: no file of
// theirs can take the place of a bundled one.
func userKey(name string) string { return "user:" + name }

func readBounded(name string) (string, error) {
	info, err := os.Stat(name)
	if err != nil {
		return "", err
	}
	if info.Size() > MaxUserFile {
		return "", fmt.Errorf("%s: larger than %d bytes", name, MaxUserFile)
	}
	source, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	return string(source), legible(name, string(source))
}

// legible refuses text that a terminal would obey or show in another order.
func legible(name, source string) error {
	line := 1
	for i, r := range source {
		switch {
		case r == '\n':
			line++
		case r == '\t' || r == '\r' && strings.HasPrefix(source[i+1:], "\n"):
		case r == utf8.RuneError && !strings.HasPrefix(source[i:], "\uFFFD"):
			return fmt.Errorf("%s:%d: this is no UTF-8", name, line)
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return fmt.Errorf("%s:%d: the invisible character %U is not allowed here", name, line, r)
		}
	}
	return nil
}

// Bounds of one user module, far above what a rule needs. The compiler's time
// grows exponentially with nested comprehensions, with the square of nested
// calls, and it cannot be stopped.
const (
	maxComprehensions = 5 // inside each other
	maxNesting        = 100
	maxTerms          = 20_000
	maxRules          = 500
)

// simple refuses a module that the compiler might not get done with.
func simple(m *ast.Module) error {
	if len(m.Rules) > maxRules {
		return fmt.Errorf("%s: more than %d rules", m.Package.Location.File, maxRules)
	}
	w := weigher{}
	visitor := ast.NewBeforeAfterVisitor(w.enter, w.leave)
	visitor.Walk(m)
	if w.fault != nil {
		return w.fault
	}
	return nil
}

// weigher counts what makes a module hard to compile.
type weigher struct {
	comprehensions, nesting, terms int
	fault                          error
}

func (w *weigher) enter(x any) bool {
	switch x := x.(type) {
	case *ast.ArrayComprehension, *ast.SetComprehension, *ast.ObjectComprehension:
		w.comprehensions++
	case *ast.Term:
		w.nesting++
		w.terms++
		w.judge(x)
	}
	return w.fault != nil
}

func (w *weigher) judge(at *ast.Term) {
	switch {
	case w.fault != nil:
	case w.comprehensions > maxComprehensions:
		w.fault = fmt.Errorf("%s: more than %d comprehensions inside each other", at.Location, maxComprehensions)
	case w.nesting > maxNesting:
		w.fault = fmt.Errorf("%s: nested deeper than %d", at.Location, maxNesting)
	case w.terms > maxTerms:
		w.fault = fmt.Errorf("%s: the file has more than %d terms", at.Location, maxTerms)
	}
}

func (w *weigher) leave(x any) {
	switch x.(type) {
	case *ast.ArrayComprehension, *ast.SetComprehension, *ast.ObjectComprehension:
		w.comprehensions--
	case *ast.Term:
		w.nesting--
	}
}

// audit keeps a user's module in its own namespace: it may define only
// threats.user.<rule> and read only that, the library and its input.
func audit(m *ast.Module, own string) error {
	if !strings.HasPrefix(own, userPackage) {
		return fmt.Errorf("%s: package %s lies outside %s<rule>, the place of user rules", m.Package.Location, own, userPackage)
	}
	return reads(m, own)
}

// reads reports whatever a module reads besides the given packages, the library and its input.
func reads(m *ast.Module, packages ...string) error {
	var problems []error
	ast.WalkRefs(m, func(ref ast.Ref) bool {
		if ref[0].Equal(ast.DefaultRootDocument) && !mayRead(ref, packages) {
			problems = append(problems, fmt.Errorf("%s: a user rule may not read %s", ref[0].Location, ref))
		}
		return false
	})
	return errors.Join(problems...)
}

// auditTest keeps a user's test among the users' packages: it may neither define
// nor read a bundled rule.
func auditTest(m *ast.Module) error {
	own := strings.TrimPrefix(m.Package.Path.String(), "data.")
	if !strings.HasPrefix(own, userPackage) {
		return fmt.Errorf("%s: package %s lies outside %s<rule>_test, the place of tests of user rules", m.Package.Location, own, userPackage)
	}
	return reads(m, own, strings.TrimSuffix(own, "_test"))
}

func mayRead(ref ast.Ref, packages []string) bool {
	name := strings.TrimPrefix(ref.ConstantPrefix().String(), "data.")
	return strings.HasPrefix(name, "lib.") || slices.ContainsFunc(packages, func(own string) bool {
		return name == own || strings.HasPrefix(name, own+".")
	})
}
