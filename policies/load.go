package policies

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

//go:embed threats/*/*.rego device/*.rego lib/*.rego
var embedded embed.FS

// embeddedRules matches the embedded rules and their tests.
const embeddedRules = "threats/*/*.rego"

// Pack is compiled rules; safe for concurrent use until it is closed.
type Pack struct {
	rules  []*rule
	worker *worker // nil: all of them are compiled in this process
}

// rule is one compiled rule.
type rule struct {
	Rule
	facts   []factPath
	message template
	fills   map[string]bool        // which of the optional sets it fills itself
	stages  stages                 // of a rule of ours
	query   rego.PreparedEvalQuery // of a rule that a user brought along
	worker  *worker                // nil: the query is asked here
}

// candidate is a rule that has been parsed, not yet compiled.
type candidate struct {
	Rule
	module *ast.Module
}

// Load compiles the embedded rules that the options select, and all rules of
// the users' folders. It reports everything that is wrong with any of them. The
// caller closes the pack.
func Load(ctx context.Context, o Options) (*Pack, error) {
	c := capabilities()
	chosen, err := choose(o, c)
	if err != nil {
		return nil, err
	}
	trusted, strange, err := o.userFiles()
	if err != nil {
		return nil, err
	}
	users, err := userRules(trusted, c)
	if err != nil {
		return nil, err
	}
	p, err := hire(ctx, o.Worker, strange)
	if err != nil {
		return nil, err
	}
	if err := p.add(ctx, append(chosen, users...), c); err != nil {
		p.Close()
		return nil, err
	}
	return p, nil
}

// Close ends the pack's worker, where it has one; the pack evaluates nothing after that.
func (p *Pack) Close() {
	if p.worker != nil {
		p.worker.close()
	}
}

// userFiles reads the users' folders: those of the files that are to be compiled
// in this process, and all others.
func (o *Options) userFiles() (trusted, strange []userFile, err error) {
	folders, err := readFolders(o.Dirs)
	if err != nil {
		return nil, nil, err
	}
	vouched, err := vouch(folders, o.Trust)
	if err != nil {
		return nil, nil, err
	}
	for i, f := range folders {
		if vouched[i] || o.Worker == nil {
			trusted = append(trusted, f.files...)
		} else {
			strange = append(strange, f.files...)
		}
	}
	return trusted, strange, nil
}

// choose parses the embedded rules and keeps those of the pack and those asked for by id.
func choose(o Options, c *ast.Capabilities) ([]candidate, error) {
	if o.Pack != "" && o.Pack != "core" && o.Pack != "full" {
		return nil, fmt.Errorf("unknown pack %q: there are core and full", o.Pack)
	}
	all, err := parseRules(embedded, embeddedRules, c)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(r candidate) bool {
		return r.Pack == "full" && o.Pack != "full" && !r.named(o.Also)
	}), nil
}

// named reports whether a rule goes by one of the ids, now or in earlier versions.
func (r *Rule) named(ids []string) bool {
	return slices.Contains(ids, r.ID) || slices.ContainsFunc(r.Aliases, func(a string) bool { return slices.Contains(ids, a) })
}

// users reports whether the rule is one that a user brought along.
func (r *Rule) users() bool { return strings.HasPrefix(r.Package, userPackage) }

// parseRules parses the rules, not their tests, among the files that match.
func parseRules(files fs.FS, pattern string, c *ast.Capabilities) ([]candidate, error) {
	names, err := fs.Glob(files, pattern)
	if err != nil {
		return nil, err
	}
	var rules []candidate
	var problems []error
	for _, name := range names {
		if isTest(name) {
			continue
		}
		r, err := parseRule(files, name, c)
		rules, problems = append(rules, r), append(problems, err)
	}
	return rules, errors.Join(problems...)
}

func isTest(name string) bool { return strings.HasSuffix(name, "_test.rego") }

func parseRule(files fs.FS, name string, c *ast.Capabilities) (candidate, error) {
	source, err := fs.ReadFile(files, name)
	if err != nil {
		return candidate{}, err
	}
	m, err := parse(name, string(source), c)
	if err != nil {
		return candidate{}, err
	}
	return newCandidate(m, "<family>")
}

// newCandidate checks a parsed rule of a family, as messages name it.
func newCandidate(m *ast.Module, family string) (candidate, error) {
	r, err := ruleOf(m)
	if err == nil {
		err = checkPlace(m, r, family)
	}
	if err == nil {
		err = errors.Join(checkSets(m), checkParams(m, r))
	}
	return candidate{r, m}, err
}

// checkPlace demands that the package is named after the file: family and rule.
func checkPlace(m *ast.Module, r Rule, family string) error {
	if r.inPlace() {
		return nil
	}
	return fmt.Errorf("%s: package %s should be threats.%s.%s, after its file", m.Package.Location, r.Package, family, r.fileName())
}

func (r *Rule) inPlace() bool {
	parts := strings.Split(r.Package, ".")
	return len(parts) == 3 && parts[0] == "threats" && parts[2] == r.fileName()
}

// fileName is that of the rule's file, without folder and ending.
func (r *Rule) fileName() string {
	return strings.TrimSuffix(path.Base(filepath.ToSlash(r.File)), ".rego")
}

// verdicts are the sets that a rule may fill; the first it must.
var verdicts = []string{"finding", "applicable", "unknown", "pass"}

// checkSets demands that the verdicts which a rule defines are sets.
func checkSets(m *ast.Module) error {
	found := false
	for _, r := range m.Rules {
		name := r.Head.Ref()[0].String()
		if !slices.Contains(verdicts, name) {
			continue
		}
		found = found || name == verdicts[0]
		if r.Head.RuleKind() != ast.MultiValue || len(r.Head.Ref()) != 1 {
			return fmt.Errorf("%s: %s must be a set: write \"%s contains … if\"", r.Location, name, name)
		}
	}
	if !found {
		return fmt.Errorf("%s: the rule defines no finding", m.Package.Location)
	}
	return nil
}

// checkParams finds parameters that a rule reads and does not declare.
func checkParams(m *ast.Module, r Rule) error {
	var problems []error
	ast.WalkRefs(m, func(ref ast.Ref) bool {
		if len(ref) < 3 || !ref[0].Equal(ast.InputRootDocument) || !ref[1].Equal(ast.StringTerm("params")) {
			return false
		}
		name, ok := ref[2].Value.(ast.String)
		if _, declared := r.Params[string(name)]; !ok || !declared {
			problems = append(problems, fmt.Errorf("%s: %s is no parameter that METADATA declares", ref[0].Location, ref))
		}
		return false
	})
	return errors.Join(problems...)
}

// distinct refuses two rules with one id or one package.
func distinct(rules []Rule) error {
	owner := map[string]Rule{}
	var problems []error
	for _, r := range rules {
		for _, name := range append([]string{r.ID, "package " + r.Package}, r.Aliases...) {
			if other, taken := owner[name]; taken {
				problems = append(problems, fmt.Errorf("%s:%d: %s is also in %s:%d", r.File, r.Line, name, other.File, other.Line))
			}
			owner[name] = r
		}
	}
	return errors.Join(problems...)
}

// add compiles rules into the pack: one compiler for all of them and one prepared
// query per rule.
func (p *Pack) add(ctx context.Context, chosen []candidate, c *ast.Capabilities) error {
	all := make([]Rule, 0, len(chosen)+len(p.rules))
	for _, r := range chosen {
		all = append(all, r.Rule)
	}
	if err := distinct(append(all, p.Rules()...)); err != nil {
		return err
	}
	modules, err := embeddedModules(c, library)
	if err != nil {
		return err
	}
	for _, r := range chosen {
		key := r.File
		if r.users() {
			key = userKey(key)
		}
		modules[key] = r.module
	}
	compiler := newCompiler(reflect.TypeFor[Input](), c)
	if err := compileWithin(ctx, compiler, modules); err != nil {
		return blame(err, chosen)
	}
	for _, r := range chosen {
		ready, err := prepare(ctx, r, compiler)
		if err != nil {
			return fmt.Errorf("%s: prepare: %w", r.File, err)
		}
		p.rules = append(p.rules, ready)
	}
	slices.SortFunc(p.rules, func(a, b *rule) int { return strings.Compare(a.ID, b.ID) })
	return nil
}

// mostBlamed is how many files one message names.
const mostBlamed = 3

// blame names the users' files that a limit was met with: the compiler does not
// get to say which of them it was.
func blame(err error, rules []candidate) error {
	var files []string
	for _, r := range rules {
		if r.users() {
			files = append(files, r.File)
		}
	}
	if len(files) == 0 || !errors.Is(err, ErrMemory) && !errors.Is(err, ErrTime) {
		return err
	}
	named := strings.Join(files[:min(len(files), mostBlamed)], ", ")
	if more := len(files) - mostBlamed; more > 0 {
		named += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Errorf("%s: %w", named, err)
}

// library matches what rules may import, and its tests.
const library = "lib/*.rego"

// embeddedModules parses embedded files, without tests.
func embeddedModules(c *ast.Capabilities, patterns ...string) (map[string]*ast.Module, error) {
	return embeddedFiles(c, func(name string) bool { return !isTest(name) }, patterns...)
}

func embeddedFiles(c *ast.Capabilities, wanted func(name string) bool, patterns ...string) (map[string]*ast.Module, error) {
	modules := map[string]*ast.Module{}
	for _, pattern := range patterns {
		names, err := fs.Glob(embedded, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if !wanted(name) {
				continue
			}
			source, err := embedded.ReadFile(name)
			if err != nil {
				return nil, err
			}
			if modules[name], err = parse(name, string(source), c); err != nil {
				return nil, err
			}
		}
	}
	return modules, nil
}

func prepare(ctx context.Context, r candidate, compiler *ast.Compiler) (*rule, error) {
	ready, err := newRule(r.Rule)
	if err != nil {
		return nil, err
	}
	for _, name := range verdicts {
		if len(compiler.GetRulesExact(setOf(r.module, name))) > 0 {
			ready.fills[name] = true
		}
	}
	if r.users() {
		ready.query, err = prepareQuery(ctx, r.module, sorted(ready.fills), compiler)
	} else {
		ready.stages, err = newStages(ctx, r, ready.fills, compiler)
	}
	return ready, err
}

// setOf refers to one of the sets that a rule fills.
func setOf(m *ast.Module, name string) ast.Ref { return m.Package.Path.Append(ast.StringTerm(name)) }

// prepareQuery asks for some of the sets that a rule fills, each under its name.
func prepareQuery(ctx context.Context, m *ast.Module, names []string, compiler *ast.Compiler) (rego.PreparedEvalQuery, error) {
	var query ast.Body
	for _, name := range names {
		query.Append(ast.Equality.Expr(ast.VarTerm(name), ast.NewTerm(setOf(m, name))))
	}
	return rego.New(
		rego.ParsedQuery(query), rego.Compiler(compiler), rego.StrictBuiltinErrors(true),
	).PrepareForEval(ctx)
}

// newRule is a rule with all that its catalogue entry says, still without a query.
func newRule(r Rule) (*rule, error) {
	ready := &rule{Rule: r, fills: map[string]bool{}}
	t, _ := elementType(r.Scope)
	for _, name := range r.Facts {
		p, err := newPath(t, name)
		if err != nil {
			return nil, err
		}
		ready.facts = append(ready.facts, p)
	}
	var err error
	ready.message, err = newTemplate(&r, t)
	return ready, err
}

// Rules returns the catalogue of the loaded rules, sorted by id.
func (p *Pack) Rules() []Rule {
	rules := make([]Rule, len(p.rules))
	for i, r := range p.rules {
		rules[i] = r.Rule
	}
	return rules
}
