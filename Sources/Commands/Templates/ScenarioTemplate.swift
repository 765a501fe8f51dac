extension Template {
  /// A scenario of the ledger in which everything goes well, to be changed piece by piece.
  static let scenario = Template(files: [
    (path: "scenarios/{{NAME}}.yaml", text: scenarioText)
  ])

  private static let scenarioText = """
    name: {{NAME}}
    about: >-
      What this scenario shows, in a sentence or two.
    system: nocturne
    n: 4
    f: 1

    clients:
      count: 1
      load: {rate: 1/s, commands: 20}
    links:
      default: {delay: 10 ms}
      clients-to-replicas: {from: clients, to: replicas, delay: 25 ms}
      replicas-to-clients: {from: replicas, to: clients, delay: 25 ms}
    stores:
      wal: {delay: 0 ms}
      ledger: {delay: 100 ms}
    duration: 30 s

    # What must come true, else the run ends with exit code 1.
    expect:
      Agreement: holds
      Validity: holds
      completed: 20
    """ + "\n"
}
