package policies

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/types"
)

// TestResult is one Rego test.
type TestResult struct {
	File    string
	Line    int
	Package string // of the test, without data.
	Name    string
	Passed  bool
	Skipped bool   // its name begins with todo_
	Detail  string // why it failed
}

// FileCoverage is how much of one rule's file its tests have run.
type FileCoverage struct {
	File    string
	Percent float64
	Missed  []int // lines that no test has run
}

// TestReport is the outcome of all Rego tests, sorted by file and line.
type TestReport struct {
	Tests    []TestResult
	Coverage []FileCoverage
}

// How long one Rego test may take, and all of them together.
const (
	TestTimeout  = 5 * time.Second
	TestsTimeout = time.Minute
)

// RunTests runs Rego tests: without folders in the options those of the embedded
// rules, of the library and of the device policy, otherwise those of the users'
// folders. A test that fails is part of the report; the error says that tests
// could not be run. In tests, the function indexed(model) turns sections of a
// model into a complete input.
func RunTests(ctx context.Context, o Options) (*TestReport, error) {
	if len(o.Dirs) == 0 {
		return testEmbedded(ctx)
	}
	trusted, strange, err := o.userFiles()
	if err != nil {
		return nil, err
	}
	report := &TestReport{}
	if len(trusted) > 0 {
		if report, err = testUsers(ctx, trusted); err != nil {
			return nil, err
		}
	}
	if len(strange) > 0 {
		more, err := o.Worker.test(ctx, strange)
		if err != nil {
			return nil, err
		}
		report.Tests, report.Coverage = append(report.Tests, more.Tests...), append(report.Coverage, more.Coverage...)
	}
	report.sort()
	return report, nil
}

func testEmbedded(ctx context.Context) (*TestReport, error) {
	c := testCapabilities()
	report := &TestReport{}
	for _, set := range []struct {
		patterns []string
		input    reflect.Type
	}{
		{[]string{embeddedRules, library}, reflect.TypeFor[Input]()},
		{[]string{deviceRules}, reflect.TypeFor[DeviceFacts]()},
	} {
		modules, err := embeddedFiles(c, func(string) bool { return true }, set.patterns...)
		if err != nil {
			return nil, err
		}
		if err := report.run(ctx, modules, set.input); err != nil {
			return nil, err
		}
	}
	report.sort()
	return report, nil
}

// testUsers runs the tests among users' files in this process.
func testUsers(ctx context.Context, files []userFile) (*TestReport, error) {
	c := testCapabilities()
	modules, err := embeddedModules(c, library)
	if err != nil {
		return nil, err
	}
	theirs := map[string]bool{}
	var problems []error
	for _, f := range files {
		m, err := userModule(f, c)
		theirs[f.Name], modules[userKey(f.Name)] = true, m
		problems = append(problems, err)
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	report := &TestReport{}
	if err := report.run(ctx, modules, reflect.TypeFor[Input]()); err != nil {
		return nil, err
	}
	report.Coverage = slices.DeleteFunc(report.Coverage, func(c FileCoverage) bool { return !theirs[c.File] })
	report.sort()
	return report, nil
}

func testCapabilities() *ast.Capabilities {
	return capabilities(append(topicFunctions(), indexedFunction)...)
}

// userModule parses and judges a user's rule or test.
func userModule(f userFile, c *ast.Capabilities) (*ast.Module, error) {
	if !isTest(f.Name) {
		r, err := userRule(f, c)
		return r.module, err
	}
	m, err := parse(f.Name, f.Source, c)
	if err == nil {
		err = simple(m)
	}
	if err != nil {
		return nil, err
	}
	return m, auditTest(m)
}

// run compiles modules twice: first within bounds, which the runner does not keep.
func (r *TestReport) run(ctx context.Context, modules map[string]*ast.Module, input reflect.Type) error {
	c := testCapabilities()
	if err := compileWithin(ctx, newCompiler(input, c), modules); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, TestsTimeout, slow(TestsTimeout))
	defer cancel()
	ctx, stop := watch(ctx)
	defer stop()
	covered := cover.New()
	results, err := tester.NewRunner().
		SetCompiler(newCompiler(input, c)).
		SetModules(modules).
		SetStore(inmem.New()).
		SetCoverageQueryTracer(covered).
		SetParallel(1).
		SetTimeout(TestTimeout).
		RaiseBuiltinErrors(true).
		AddCustomBuiltins(testFunctions()).
		RunTests(ctx, nil)
	if err != nil {
		return fmt.Errorf("run Rego tests: %w", err)
	}
	for result := range results {
		r.Tests = append(r.Tests, testResult(result))
	}
	for name, file := range covered.Report(byFile(modules)).Files {
		if !isTest(name) {
			r.Coverage = append(r.Coverage, fileCoverage(name, file))
		}
	}
	return context.Cause(ctx)
}

// byFile names modules by their files, as the tracer of coverage does.
func byFile(modules map[string]*ast.Module) map[string]*ast.Module {
	named := make(map[string]*ast.Module, len(modules))
	for _, m := range modules {
		named[m.Package.Location.File] = m
	}
	return named
}

func testResult(t *tester.Result) TestResult {
	r := TestResult{
		File: t.Location.File, Line: t.Location.Row,
		Package: strings.TrimPrefix(t.Package, "data."), Name: t.Name,
		Passed: t.Pass(), Skipped: t.Skip,
	}
	switch {
	case t.Error != nil:
		r.Detail = t.Error.Error()
	case t.FailedAt != nil:
		r.Detail = fmt.Sprintf("line %d: %s is not true", t.FailedAt.Location.Row, t.FailedAt.Location.Text)
	case t.Fail:
		r.Detail = "it is not true"
	}
	return r
}

func fileCoverage(name string, f *cover.FileReport) FileCoverage {
	c := FileCoverage{File: name, Percent: f.Coverage}
	for _, missed := range f.NotCovered {
		for row := missed.Start.Row; row <= missed.End.Row; row++ {
			c.Missed = append(c.Missed, row)
		}
	}
	slices.Sort(c.Missed)
	c.Missed = slices.Compact(c.Missed)
	return c
}

func (r *TestReport) sort() {
	slices.SortFunc(r.Tests, func(a, b TestResult) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), strings.Compare(a.Name, b.Name))
	})
	slices.SortFunc(r.Coverage, func(a, b FileCoverage) int { return strings.Compare(a.File, b.File) })
}

func testFunctions() []*tester.Builtin {
	functions := []*tester.Builtin{{Decl: indexedFunction, Func: registerIndexed}}
	declared := topicFunctions()
	for i, register := range registerTopicFunctions() {
		functions = append(functions, &tester.Builtin{Decl: declared[i], Func: register})
	}
	return functions
}

// indexedFunction is indexed(model): sections of a model as a complete input.
var indexedFunction = &ast.Builtin{
	Name: "indexed",
	Decl: types.NewFunction(types.Args(types.A), types.NewObject(nil, types.NewDynamicProperty(types.S, types.A))),
}

func registerIndexed(r *rego.Rego) {
	rego.Function1(&rego.Function{Name: indexedFunction.Name, Decl: indexedFunction.Decl}, indexed)(r)
}

// indexed refuses fields that the input does not have.
func indexed(_ rego.BuiltinContext, model *ast.Term) (*ast.Term, error) {
	plain, err := ast.JSON(model.Value)
	if err != nil {
		return nil, err
	}
	in := &Input{}
	if err := decode(plain, in); err != nil {
		return nil, err
	}
	if err := in.whole(); err != nil {
		return nil, err
	}
	in.Index()
	return newConverter(newFieldTable(reflect.TypeFor[Input]())).term(reflect.ValueOf(in).Elem()), nil
}

// whole refuses entries without an element, which no model has.
func (in *Input) whole() error {
	v := reflect.ValueOf(in).Elem()
	for _, f := range fieldsOf(v.Type()) {
		if _, ok := sectionField(f.name); !ok {
			continue
		}
		for it := v.Field(f.index).MapRange(); it.Next(); {
			if it.Value().IsNil() {
				return fmt.Errorf("%s: %q is null", f.name, it.Key().String())
			}
		}
	}
	return nil
}
