extension Template {
  /// A package with a system of one's own.
  static let system = Template(files: [
    (path: "README.md", text: systemReadme)
  ])

  private static let systemReadme = """
    # {{NAME}}

    A system under test for Nocturne.
    """ + "\n"
}
