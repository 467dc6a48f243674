import socket


def test_a_port_that_is_taken_is_named(home, command):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = command("serve", "--port", port)
    assert answer.code == 6
    assert answer.err == (
        f"micrographia: cannot listen on 127.0.0.1 port {port}: Address already in use; choose another --port\n"
    )


def test_a_host_that_is_none(home, command):
    assert command("serve", "--host", "no host").code == 2
